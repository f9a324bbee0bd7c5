/** Pages of rules, by the branch that releases are made from. */
const PAGES = 'https://github.com/looplint/looplint/blob/main/rules/catalogue';

/** Address of the page of a rule. */
export function rulePage(ruleId: string): string {
  return `${PAGES}/${ruleId}/rule.md`;
}
