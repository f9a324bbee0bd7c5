import type { Root } from '../types.js';
import { entries, members, script } from './build.js';

const methods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
const framework = { rejections: 'framework' } as const;

const next = { ...framework, requires: ['next'], versions: '>=13.0.0 <17.0.0' } as const;
const nextRoots: readonly Root[] = [
  {
    ...next,
    loop: 'shared',
    files: [`{src/,}app/**/route.${script}`],
    exports: methods,
    name: 'a Next route',
    source: 'https://nextjs.org/docs/app/api-reference/file-conventions/route',
  },
  {
    ...next,
    loop: 'shared',
    files: [`{src/,}pages/api/**/*.${script}`],
    exports: ['default'],
    name: 'a Next route',
    source: 'https://nextjs.org/docs/pages/building-your-application/routing/api-routes',
  },
  {
    ...next,
    loop: 'shared',
    files: [`{src/,}app/**/{page,layout,template,default,loading,not-found}.${script}`],
    exports: ['default', 'generateMetadata'],
    name: 'a Next page',
    source: 'https://nextjs.org/docs/app/api-reference/file-conventions/page',
  },
  {
    ...next,
    loop: 'shared',
    files: [`{src/,}pages/**/*.${script}`],
    exports: ['getServerSideProps', 'getInitialProps'],
    name: 'a Next page',
    source: 'https://nextjs.org/docs/pages/api-reference/functions/get-server-side-props',
  },
  {
    ...next,
    loop: 'build',
    files: [`{src/,}app/**/*.${script}`, `{src/,}pages/**/*.${script}`],
    exports: ['generateStaticParams', 'getStaticPaths', 'getStaticProps'],
    name: 'a static page',
    source: 'https://nextjs.org/docs/pages/api-reference/functions/get-static-props',
  },
  {
    ...next,
    loop: 'shared',
    files: [`{src/,}{middleware,proxy}.${script}`],
    exports: ['default', 'middleware', 'proxy'],
    name: 'a Next middleware',
    source: 'https://nextjs.org/docs/app/api-reference/file-conventions/proxy',
  },
];

const metaFrameworks: readonly Root[] = [
  {
    ...framework,
    loop: 'shared',
    files: [`src/routes/**/+server.${script}`, `src/routes/**/+{page,layout}.server.${script}`],
    exports: [...methods, 'actions', 'fallback', 'load'],
    requires: ['@sveltejs/kit'],
    name: 'a SvelteKit route',
    source: 'https://svelte.dev/docs/kit/routing',
    versions: '>=1.0.0 <3.0.0',
  },
  {
    ...framework,
    loop: 'shared',
    files: [`src/hooks.server.${script}`],
    exports: ['handle', 'handleError', 'handleFetch'],
    requires: ['@sveltejs/kit'],
    name: 'a SvelteKit hook',
    source: 'https://svelte.dev/docs/kit/hooks',
    versions: '>=1.0.0 <3.0.0',
  },
  {
    ...framework,
    loop: 'shared',
    files: [`app/{routes/**/*,root,entry.server}.${script}`],
    exports: ['action', 'default', 'loader'],
    requires: ['@react-router/dev', '@remix-run/dev'],
    name: 'a React Router route',
    source: 'https://reactrouter.com/start/framework/route-module',
    versions: '>=2.0.0 <8.0.0',
  },
  {
    ...framework,
    loop: 'shared',
    files: [`src/pages/**/*.${script}`],
    exports: [...methods, 'ALL'],
    requires: ['astro'],
    name: 'an Astro endpoint',
    source: 'https://docs.astro.build/en/guides/endpoints/',
    versions: '>=3.0.0 <7.0.0',
  },
  {
    ...framework,
    loop: 'shared',
    files: [`{src/,}server/{api,routes,middleware}/**/*.${script}`],
    exports: ['default'],
    requires: ['nuxt', 'nitropack', 'nitro'],
    name: 'a Nitro route',
    source: 'https://nuxt.com/docs/guide/directory-structure/server',
    versions: '>=3.0.0 <5.0.0',
  },
  ...entries(
    {
      ...framework,
      loop: 'shared',
      name: 'an h3 handler',
      source: 'https://h3.dev/guide/basics/handler',
      versions: '>=1.0.0 <3.0.0',
    },
    0,
    [...members(['h3#', 'global#'], ['defineEventHandler', 'eventHandler'])],
  ),
];

const functions: readonly Root[] = [
  {
    ...framework,
    loop: 'single-request',
    files: [`**/*.${script}`],
    exports: ['handler', 'lambdaHandler'],
    requires: [
      '@aws-lambda-powertools/commons',
      '@middy/core',
      '@types/aws-lambda',
      'aws-cdk-lib',
      'aws-lambda',
      'serverless',
    ],
    name: 'an AWS Lambda handler',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html',
    versions: '*',
  },
  ...entries(
    {
      ...framework,
      loop: 'single-request',
      name: 'an AWS Lambda handler',
      source: 'https://middy.js.org/docs/intro/getting-started',
      versions: '>=2.0.0 <8.0.0',
    },
    -2,
    ['@middy/core#default', '@middy/core#default().handler'],
  ),
  {
    ...framework,
    loop: 'shared',
    files: [`api/**/*.${script}`],
    exports: ['default', ...methods],
    requires: ['@vercel/node', '@vercel/functions'],
    name: 'a Vercel function',
    source: 'https://vercel.com/docs/fluid-compute#optimized-concurrency',
    versions: '*',
  },
  {
    ...framework,
    loop: 'single-request',
    files: [`netlify/{functions,edge-functions}/**/*.${script}`],
    exports: ['default', 'handler'],
    requires: ['@netlify/functions', '@netlify/edge-functions'],
    name: 'a Netlify function',
    source: 'https://docs.netlify.com/build/functions/get-started/',
    versions: '*',
  },
  {
    ...framework,
    loop: 'shared',
    files: [`**/*.${script}`],
    exports: ['default.fetch', 'default.queue', 'default.scheduled'],
    requires: ['@cloudflare/workers-types', 'wrangler'],
    name: 'a Cloudflare Worker',
    source: 'https://developers.cloudflare.com/workers/reference/how-workers-works/#isolates',
    versions: '*',
  },
  ...entries(
    {
      ...framework,
      loop: 'shared',
      name: 'a Firebase function',
      source: 'https://firebase.google.com/docs/functions/manage-functions#concurrent_requests',
      versions: '>=4.0.0 <8.0.0',
    },
    -1,
    [
      ...members(['firebase-functions/v2/https#', 'firebase-functions/https#'], ['onCall', 'onRequest']),
      ...members(['firebase-functions/v2/scheduler#', 'firebase-functions/scheduler#'], ['onSchedule']),
      ...members(
        ['firebase-functions/v2/firestore#', 'firebase-functions/firestore#'],
        ['onDocumentCreated', 'onDocumentDeleted', 'onDocumentUpdated', 'onDocumentWritten'],
      ),
    ],
  ),
  ...entries(
    {
      ...framework,
      loop: 'shared',
      property: 'handler',
      name: 'an Azure function',
      source: 'https://learn.microsoft.com/en-us/azure/azure-functions/functions-reference-node',
      versions: '>=4.0.0 <5.0.0',
    },
    1,
    members(['@azure/functions#app.'], ['eventHub', 'http', 'serviceBusQueue', 'storageQueue', 'timer']),
  ),
];

/** Functions that a platform calls: by file and export, or through its library. */
export const serverless: readonly Root[] = [...nextRoots, ...metaFrameworks, ...functions];
