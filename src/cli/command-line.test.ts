import { describe, expect, it } from 'vitest'
import { parseCommandLine } from './command-line.ts'
import { helpText } from './help.ts'
import { routeOf } from './open-target.ts'

describe('parseCommandLine', () => {
  it('starts when nothing else is said', () => {
    expect(parseCommandLine([])).toEqual({
      ...{ kind: 'start', port: 7360, openBrowser: true, profile: undefined, logs: false },
    })
    expect(parseCommandLine(['--no-open', '--port', '8000', '--profile', 'dev'])).toEqual({
      kind: 'start',
      port: 8000,
      openBrowser: false,
      profile: 'dev',
      logs: false,
    })
    expect(parseCommandLine(['start', '--logs'])).toMatchObject({ logs: true })
    expect(parseCommandLine(['open', '--logs'])).toMatchObject({ kind: 'open', logs: true })
  })

  it('opens an ARN or a link, with or without the word', () => {
    const arn = 'arn:aws:states:eu-west-1:123456789012:execution:SM:x'
    expect(parseCommandLine([arn])).toEqual(parseCommandLine(['open', arn]))
    expect(parseCommandLine(['open'])).toMatchObject({ kind: 'open', target: undefined })
    expect(parseCommandLine(['https://console.aws.amazon.com/x'])).toMatchObject({ kind: 'open' })
  })

  it('reads what outline takes', () => {
    expect(parseCommandLine(['outline', 'a.json', '-', '--failed', '--depth', '2'])).toEqual({
      kind: 'outline',
      files: ['a.json', '-'],
      json: false,
      failed: true,
      depth: 2,
      children: false,
      requests: 200,
      profile: undefined,
    })
  })

  it('reads what explain takes', () => {
    expect(parseCommandLine(['explain', 'arn:aws:states:x', '--json', '--children', '3', '--requests', '9'])).toEqual({
      ...{ kind: 'explain', targets: ['arn:aws:states:x'], json: true, profile: undefined, requests: 9, children: 3 },
      ...{ allChildren: false, noChildren: false, redact: false },
    })
    expect(parseCommandLine(['outline', '--children', 'arn:aws:states:x'])).toMatchObject({
      ...{ files: ['arn:aws:states:x'], children: true },
    })
  })

  it.each([
    [['explain'], 'explain needs'],
    [['explain', 'a', '--no-children', '--all-children'], 'it does not go with'],
    [['explain', 'a', '--requests', '0'], '--requests must be'],
    [['outline'], 'outline needs a history file'],
    [['bogus'], 'There is no command "bogus"'],
    [['--port', '0'], '--port must be a whole number from 1 to 65535, not "0"'],
    [['outline', 'a', '--depth', '-1'], '--depth'],
    [['outline', 'a', '--port', '1'], 'outline does not know --port'],
    [['outline', 'a', '--json', '--failed'], '--failed and --depth shorten the text'],
    [['start', '--json'], 'start does not know --json'],
    [['export', 'a', '--format', 'toString'], '--format must be one of chrome-trace, otlp,'],
    [['export', 'a', '--format', 'otlp', '--dark'], 'go with --format svg'],
    [['export', 'a', '--format', 'svg', '--width', '10'], '--width must be a whole number from 320'],
    [['--what'], '--what'],
  ])('refuses %j in words', (args, message) => {
    expect(() => parseCommandLine(args)).toThrow(message)
  })

  it('gives help on anything', () => {
    expect(parseCommandLine(['-h'])).toEqual({ kind: 'help', topic: undefined })
    expect(parseCommandLine(['outline', '--help'])).toEqual({ kind: 'help', topic: 'outline' })
    expect(helpText('outline')).toContain('--depth N')
    expect(helpText('constructor')).toBe(helpText(undefined))
  })
})

describe('routeOf', () => {
  it('leads to what was pasted', () => {
    const arn = 'arn:aws:states:eu-west-1:123456789012:execution:SM:x'
    expect(routeOf(` "${arn}" `)).toBe(`/executions/${encodeURIComponent(arn)}?v=1`)
    expect(routeOf('http://127.0.0.1:7360/#/executions/a?v=1&event=4')).toBe('/executions/a?v=1&event=4')
  })

  it('says why a thing cannot be opened', () => {
    expect(() => routeOf('arn:aws:s3:::bucket')).toThrow(/\S/)
    expect(routeOf('arn:aws:states:eu-west-1:123456789012:express:SM:n:i')).toContain('executions/')
  })
})
