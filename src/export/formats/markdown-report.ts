import type { Forest } from '../../forest/forest.ts'
import { onOneLine } from '../../words/on-one-line.ts'
import { type ReportBlock, type ReportOptions, reportOf, type Told, UNNAMED } from '../report.ts'

/**
 * The report of an execution in Markdown (GitHub's); names and causes are written so that they stay text.
 * @throws Error where nothing of the forest's first execution is here.
 */
export function markdownReport(forest: Forest, options: ReportOptions): string {
  const { title, sections } = reportOf(forest, options)
  const parts = sections.flatMap(section => [
    ...(section.title === undefined ? [] : [`## ${section.title}`]),
    ...section.blocks.map(blockText),
  ])
  // As code: elsewhere a platform makes mentions, references and links of what is written plainly.
  return `${[`# ${title === UNNAMED ? title : code(title)}`, ...parts].join('\n\n')}\n`
}

function blockText(block: ReportBlock): string {
  switch (block.kind) {
    case 'table':
      return table(block.head, block.rows).join('\n')
    case 'line':
      return block.parts.map(told).join('')
    case 'quote':
      return quoted(block.text).join('\n')
  }
}

function told(part: Told): string {
  switch (part.kind) {
    case 'own':
      return part.text
    case 'name':
    case 'code':
      return code(part.text)
    case 'link':
      // Markdown's readers make a link of an address by itself, and of none in code.
      return PLAIN_ADDRESS.test(part.text) ? part.text : code(part.text)
  }
}

const PLAIN_ADDRESS = /^https?:\/\/[\w\-.:/?#&=%+~,;@]+$/

function table(head: readonly string[], rows: readonly (readonly Told[])[]): readonly string[] {
  return [rowLine(head), rowLine(head.map(() => '---')), ...rows.map(row => rowLine(row.map(told)))]
}

function rowLine(cells: readonly string[]): string {
  // A bar ends a cell, even within code.
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** Foreign text as code: a fence longer than any in it. */
function code(foreign: string): string {
  const line = onOneLine(foreign)
  if (line.trim() === '') return ''
  const ticks = line.match(/`+/g) ?? []
  const fence = '`'.repeat(ticks.reduce((most, { length }) => Math.max(most, length), 0) + 1)
  const edge = fence.length > 1 ? ' ' : ''
  return `${fence}${edge}${line}${edge}${fence}`
}

/** Foreign text of many lines as a block of code. */
function quoted(foreign: string): readonly string[] {
  return foreign.split(/\r\n|[\r\n\u2028\u2029]/).map(line => `    ${onOneLine(line)}`)
}
