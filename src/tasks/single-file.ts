import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'
import { LICENCES_FILE } from './bundled-licences.ts'

/** What stands in for a module that needs a worker, a gateway or a network. */
const IN_PLACE_OF: ReadonlyMap<string, string> = new Map([
  ['/src/source/worker-calls.ts', '/src/source/calls-in-page.ts'],
  ['/src/app/graph/use-graph-layout.ts', '/src/app/graph/layout-in-page.ts'],
  ['/src/state/viewer-file.ts', '/src/state/no-viewer-file.ts'],
  ['/src/state/use-gateway.ts', '/src/state/use-no-gateway.ts'],
])

/** The same names with other modules behind them. */
export function withoutNetwork(root: string): Plugin {
  return {
    name: 'sfn-timeline-without-network',
    enforce: 'pre',
    async resolveId(id, importer, options) {
      const found = await this.resolve(id, importer, { ...options, skipSelf: true })
      const other = found?.id.startsWith(root) === true ? IN_PLACE_OF.get(found.id.slice(root.length)) : undefined
      return other === undefined || importer === root + other ? found : root + other
    },
  }
}

/**
 * Makes one file of the page: script and styles are in it, compressed, and a policy by their hashes lets nothing else run and nothing
 * be asked for. The small script that unpacks them is all that stands there as it is.
 */
export function inOneFile(fileName: string): Plugin {
  return {
    name: 'sfn-timeline-in-one-file',
    generateBundle: {
      // Vite's own finish the code.
      order: 'post',
      handler(_options, bundle) {
        const parts = { html: '', script: '', style: '', licences: '' }
        for (const [name, part] of Object.entries(bundle)) {
          if (part.type === 'chunk') parts.script += part.code
          else if (name.endsWith('.css')) parts.style += textOf(part.source)
          else if (name.endsWith('.html')) parts.html = textOf(part.source)
          else if (name === LICENCES_FILE) parts.licences = textOf(part.source)
          delete bundle[name]
        }
        this.emitFile({ type: 'asset', fileName, source: oneFile(parts) })
      },
    },
  }
}

interface Parts {
  readonly licences: string
  readonly html: string
  readonly script: string
  readonly style: string
}

function oneFile({ html, script, style, licences }: Parts): string {
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(UNPACK)} ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    ...['img-src data:', 'font-src data:', "connect-src 'none'", "base-uri 'none'", "form-action 'none'"],
  ].join('; ')
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`
  // Whose code is in it goes with it.
  const packed = [packedPart('style', style), packedPart('script', script), packedPart('licences', licences)].join('\n')
  return html
    .replace(/<script type="module"[^>]*><\/script>|<link rel="stylesheet"[^>]*>/g, '')
    .replace(/<meta charset="utf-8"[^>]*>/, found => `${found}\n    ${meta}`)
    .replace('</body>', () => `${packed}\n<script type="module">${UNPACK}</script>\n</body>`)
}

function packedPart(name: string, text: string): string {
  const base64 = gzipSync(text, { level: 9 }).toString('base64')
  return `<script type="application/gzip" id="sfn-timeline-${name}">${base64}</script>`
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

function textOf(source: string | Uint8Array): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source)
}

/** Runs in the file: puts style and script where the policy knows them by their hashes. */
const UNPACK = `
for (const name of ['style', 'script']) {
  const packed = document.getElementById('sfn-timeline-' + name)
  const bytes = Uint8Array.from(atob(packed.textContent), character => character.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  const element = document.createElement(name)
  if (name === 'script') element.type = 'module'
  element.textContent = await new Response(stream).text()
  packed.remove()
  document.head.append(element)
}
`
