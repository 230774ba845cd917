import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { PAGE_CSP } from './src/gateway/page-headers.ts'
import { bundledLicences } from './src/tasks/bundled-licences.ts'
import { createChunkNames } from './src/tasks/page-chunks.ts'
import { inOneFile, withoutNetwork } from './src/tasks/single-file.ts'

const licences = bundledLicences()

/**
 * Three builds from one file: `vite build` makes the page (dist/page), `vite build --ssr` the command line (dist/cli), `vite build
 * --mode viewer` the page of a file to share, one file in dist/page. All stand on their own: the page needs only a static host, at any
 * path; the command line needs only Node; a shared file needs only a browser.
 */
export default defineConfig(({ command, isSsrBuild, mode }) => ({
  base: './',
  plugins: [
    react(),
    licences.inBuild,
    ...(mode === 'viewer' ? [withoutNetwork(import.meta.dirname), inOneFile('viewer.txt')] : [policyInPage()]),
    ...(command === 'serve' && process.env['VITEST'] === undefined ? [gateway()] : []),
  ],
  publicDir: isSsrBuild === true || mode === 'viewer' ? false : 'public',
  worker: { format: 'es', plugins: () => [licences.inWorker] },
  build: isSsrBuild === true ? commandLineBuild : mode === 'viewer' ? viewerBuild : pageBuild,
  ssr: { noExternal: isSsrBuild === true ? true : [] },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'e2e/**/*.test.ts'],
    exclude: ['e2e/bench/peers/**', '**/node_modules/**'],
    setupFiles: ['e2e/property-seed.ts'],
    // Two cores are what a small CI machine has, and property tests are the bulk of the work.
    maxWorkers: 2,
    // A machine that is busy with other work is slow, not wrong.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
}))

const pageBuild = {
  outDir: 'dist/page',
  target: 'es2023',
  // The page's policy allows no inline data beyond images: everything else is a file of its own.
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
  chunkSizeWarningLimit: 2_000,
  // What is there from the start comes as one file, and what an execution needs at once as two: dozens of small ones compress badly.
  rolldownOptions: {
    output: {
      codeSplitting: {
        groups: [
          { name: 'page', tags: ['$initial' as const] },
          { name: createChunkNames(), debugName: 'views', includeDependenciesRecursively: false },
        ],
      },
    },
  },
}

const viewerBuild = {
  ...pageBuild,
  outDir: 'dist/page/share',
  // Nothing lies beside it.
  assetsInlineLimit: 1_000_000,
  cssCodeSplit: false,
  reportCompressedSize: false,
  rolldownOptions: { input: 'viewer.html', output: { codeSplitting: false } },
}

const commandLineBuild = {
  outDir: 'dist/cli',
  target: 'node20',
  minify: false,
  rolldownOptions: {
    input: { 'sfn-timeline': 'src/cli/cli.ts' },
    output: {
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name]-[hash].js',
      // Blanks and comments go, names stay: what a fault prints can still be read.
      minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    },
  },
}

/** The page's policy in the page itself: a static host sends no headers of ours. In development Vite adds scripts of its own. */
function policyInPage(): Plugin {
  const attrs = { 'http-equiv': 'Content-Security-Policy', content: PAGE_CSP }
  return {
    name: 'sfn-timeline-policy',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs, injectTo: 'head-prepend' }],
  }
}

/** The gateway's routes in the development server, guarded like the real ones. Loaded only there: tests start faster. */
async function gateway(): Promise<Plugin> {
  const { gatewayPlugin } = await import('./src/gateway/vite-plugin.ts')
  return gatewayPlugin()
}
