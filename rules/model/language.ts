/** The languages that the engine reads. TypeScript, JSX and component scripts count as JavaScript. */
export type Language = 'javascript' | 'python';
