-- Opens every file named in LOOPLINT_FILES (one a line), waits for its diagnostics, and prints them as JSON.
-- LOOPLINT_FIX=<file>:<line>:<column>:<title> then applies that code action and writes the file.
local function main()
  local root = vim.fn.getcwd()
  local files = vim.split(vim.env.LOOPLINT_FILES, '\n')
  -- A file without findings is waited for, too: neovim says nothing else about an empty list.
  local published = {}
  local handlers = {
    ['textDocument/publishDiagnostics'] = function(err, result, context, config)
      published[vim.uri_to_fname(result.uri)] = true
      vim.lsp.handlers['textDocument/publishDiagnostics'](err, result, context, config)
    end,
  }
  local client = vim.lsp.start_client({
    name = 'looplint',
    cmd = { vim.env.LOOPLINT_NODE, vim.env.LOOPLINT_COMMAND, 'lsp', '--stdio' },
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = 'project' } },
    handlers = handlers,
  })
  if client == nil then error('The server did not start.') end

  local found = {}
  local buffers = {}
  for _, file in ipairs(files) do
    vim.cmd('edit ' .. vim.fn.fnameescape(file))
    local buffer = vim.api.nvim_get_current_buf()
    buffers[file] = buffer
    vim.lsp.buf_attach_client(buffer, client)
    local path = vim.api.nvim_buf_get_name(buffer)
    if not vim.wait(20000, function() return published[path] end, 20) then error('No diagnostics came for ' .. file) end
    found[file] = vim.tbl_map(function(diagnostic)
      return {
        line = diagnostic.lnum + 1,
        column = diagnostic.col + 1,
        endLine = diagnostic.end_lnum + 1,
        endColumn = diagnostic.end_col + 1,
        severity = diagnostic.severity,
        rule = diagnostic.user_data.lsp.code,
        message = diagnostic.message,
      }
    end, vim.diagnostic.get(buffer))
  end

  local fixed
  if vim.env.LOOPLINT_FIX then
    local file, line, column, title = vim.env.LOOPLINT_FIX:match('^(.-):(%d+):(%d+):(.*)$')
    local buffer = buffers[file]
    vim.api.nvim_set_current_buf(buffer)
    vim.api.nvim_win_set_cursor(0, { tonumber(line), tonumber(column) - 1 })
    local before = vim.api.nvim_buf_get_changedtick(buffer)
    local offered = {}
    -- Neovim asks which action to take: the answer is the one with the title.
    vim.ui.select = function(items, options, choose)
      for index, item in ipairs(items) do
        offered[index] = options.format_item(item)
        if offered[index] == title then return choose(item, index) end
      end
      error('Not offered: ' .. title .. '; offered: ' .. table.concat(offered, ', '))
    end
    vim.lsp.buf.code_action({ only = { 'quickfix' } })
    if not vim.wait(20000, function() return vim.api.nvim_buf_get_changedtick(buffer) ~= before end, 20) then
      error('Nothing changed; offered: ' .. table.concat(offered, ', '))
    end
    vim.cmd('silent write')
    local gone = vim.wait(20000, function()
      for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
        if diagnostic.lnum + 1 == tonumber(line) then return false end
      end
      return true
    end, 20)
    fixed = { gone = gone, offered = offered }
  end
  vim.fn.writefile({ vim.json.encode({ found = found, fixed = fixed }) }, vim.env.LOOPLINT_RESULT)
end

local ok, message = pcall(main)
if not ok then io.stderr:write(tostring(message) .. '\n') end
vim.cmd(ok and 'qall!' or 'cquit')
