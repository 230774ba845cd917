import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parseCommandLine } from './command-line.ts'
import { COMMANDS, isCommand, OPTION_WORDS, SHELLS } from './command-table.ts'
import { completionScript } from './completion.ts'
import { helpText } from './help.ts'

const dir = mkdtempSync(join(tmpdir(), 'sfn-timeline-completion-'))
writeFileSync(join(dir, 'a history.json'), '')
writeFileSync(join(dir, 'config'), '[default]\n[profile dev]\n[profile $(touch made)]\n[sso-session one]\n')
afterAll(() => rmSync(dir, { recursive: true }))

/** What bash offers when Tab is pressed behind these words. */
function offered(...words: readonly string[]): readonly string[] {
  const ask = 'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sfn_timeline; printf "%s\\n" "${COMPREPLY[@]}"'
  const script = `${completionScript('bash')}\n${ask}`
  const env = { ...process.env, AWS_CONFIG_FILE: join(dir, 'config') }
  const said = execFileSync('bash', ['-uc', script, 'bash', 'sfn-timeline', ...words], {
    cwd: dir,
    env,
    encoding: 'utf8',
  })
  return said.split('\n').filter(Boolean)
}

describe('completion in bash', () => {
  it('offers every command, and what begins as typed', () => {
    expect(offered('')).toEqual([...Object.keys(COMMANDS), '--help', '--version'])
    expect(offered('re')).toEqual(['reset-token'])
  })

  it.each(Object.entries(COMMANDS))('offers the options of %s', (name, { options }) => {
    expect(offered(name, '--')).toEqual([...options.map(option => `--${option}`), '--help'])
  })

  it('offers files where files are read, also behind an option without a value', () => {
    expect(offered('explain', '--json', 'a')).toEqual(['a history.json'])
    expect(offered('outline', '--children', 'a')).toEqual(['a history.json'])
    expect(offered('stop', 'a')).toEqual([])
  })

  it('offers profiles, runs nothing that stands in their names, and guesses no numbers', () => {
    expect(offered('open', '--profile', '')).toEqual(['default', 'dev'])
    expect(offered('explain', '--requests', '')).toEqual([])
    expect(offered('')).not.toContain('made')
    expect(offered('explain', 'm')).toEqual([])
  })

  it('offers the shells', () => {
    expect(offered('completion', 'f')).toEqual(['fish'])
  })
})

it.each(SHELLS)('completion of %s names every command and option', shell => {
  const script = completionScript(shell)
  for (const name of Object.keys(COMMANDS)) expect(script).toContain(name)
  for (const name of Object.keys(OPTION_WORDS)) expect(script).toMatch(new RegExp(`(?:--|-l )${name}\\b`))
  expect(parseCommandLine(['completion', shell])).toEqual({ kind: 'completion', shell })
})

describe.each(Object.entries(COMMANDS))('help of %s', (name, { options, examples }) => {
  const help = helpText(name)

  it('tells of each option', () => {
    for (const option of options) expect(help).toContain(`--${option}`)
  })

  it.each(examples)('has an example that is understood: %s', line => {
    expect(help).toContain(line)
    const [, words = ''] = /sfn-timeline ([^|>)]+)/.exec(line) ?? []
    const args = words
      .trim()
      .split(' ')
      .map(word => word.replaceAll("'", ''))
    expect(args[0]).toSatisfy(isCommand)
    expect(parseCommandLine(args).kind).toBe(name)
  })
})

it('the overview names every command and what each exit status means', () => {
  for (const name of Object.keys(COMMANDS))
    expect(helpText(undefined)).toMatch(new RegExp(`^  sfn-timeline \\[?${name}`, 'm'))
  expect(helpText(undefined)).toMatch(/^ {2}0 .*\n {2}1 .*\n {2}2 /m)
})
