import { undecorated } from './plain-text.ts'
import type { Reading } from './reading.ts'

/** Longer texts are logs: YAML and what languages print of so much would take minutes to read. */
const MAX_CHARACTERS = 64 * 1024 * 1024

/**
 * Adds what a text holds, in JSON or CSV or, where it looks so, in YAML or as Python and Node print it. The readers of those are
 * loaded when first needed.
 * @returns how many events it held.
 */
export async function addOtherNotation(reading: Reading, text: string): Promise<number> {
  const head = text.slice(0, 4096)
  if (text.length <= MAX_CHARACTERS && looksLikeYaml(head)) {
    const { readYaml } = await import('./yaml-text.ts')
    const found = readYaml(reading, text)
    if (found > 0) return found
  }
  const found = reading.addText(text)
  if (found > 0 || text.length > MAX_CHARACTERS) return found
  if (looksPrinted(text)) {
    const { printedAsJson } = await import('./printed-as-json.ts')
    return reading.addText(printedAsJson(text))
  }
  const plain = undecorated(text)
  return plain === undefined ? 0 : reading.addText(plain)
}

/** The AWS CLI's `--output yaml` and `yaml-stream`, cassettes of VCR and the like: a first line that names a member. */
function looksLikeYaml(head: string): boolean {
  const first = /^(?:\s*(?:#.*|---.*|%YAML.*)?\r?\n)*(.*)/.exec(head)?.[1] ?? ''
  if (!/^\s*(?:- )*["']?[\w.-]+["']?:(?:\s|$)/.test(first)) return false
  return /(?:^|\n)\s*(?:- )*["']?(?:events|historyEvents|interactions|type|timestamp|id|response|body)["']?:/i.test(
    head,
  )
}

/** `{'timestamp': datetime.datetime(…), 'type': …` of Python, `type: 'ExecutionStarted'` of Node. */
function looksPrinted(text: string): boolean {
  return /[{,]\s*(?:u?'[A-Za-z_]+'|\w+)\s*:\s*(?:u?'|datetime\.|\d|\[|\{)/.test(text.slice(0, 100_000))
}
