/**
 * The esbuild plugin that puts a package behind a function which loads it at its first call. An import would run the
 * package whenever the bundle is loaded, and `import()` would make whoever calls it asynchronous.
 * @param {string} name of a package in CommonJS
 * @param {string} member its function that is called
 * @param {string} root
 * @returns {import('esbuild').Plugin}
 */
export function lazyPackage(name, member, root) {
  return {
    name: `lazy-${name}`,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${name}$`) }, ({ namespace }) =>
        namespace === 'lazy' ? undefined : { path: name, namespace: 'lazy', sideEffects: false },
      );
      build.onLoad({ filter: new RegExp(`^${name}$`), namespace: 'lazy' }, () => ({
        contents: `let loaded;\nexport const ${member} = (...given) => (loaded ??= require('${name}')).${member}(...given);`,
        resolveDir: root,
        loader: 'js',
      }));
    },
  };
}
