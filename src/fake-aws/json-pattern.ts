import { invalid } from './aws-error.ts'
import type { Json } from './wire.ts'

type Test = (json: Json | undefined) => boolean

const TOKEN = /\s*(?:(\(|\)|&&|\|\|)|\$\.(\w+)\s*=\s*"([^"]*)")\s*/y

/**
 * CloudWatch's filter pattern for JSON, as far as this project writes it: texts that members are equal to (`*` for anything),
 * `&&`, `||`, brackets.
 * @throws AwsError InvalidParameterException for any other
 */
export function jsonPattern(text: string): Test {
  const inner = /^\{(.*)\}$/s.exec(text)?.[1]
  if (inner === undefined) throw invalid('Invalid filter pattern')
  const tokens = tokensOf(inner)
  let at = 0
  const take = (symbol: string): boolean => {
    const isNext = tokens[at] === symbol
    if (isNext) at++
    return isNext
  }
  function one(): Test {
    if (take('(')) {
      const within = any()
      if (!take(')')) throw invalid('Invalid filter pattern')
      return within
    }
    const token = tokens[at++]
    if (typeof token !== 'function') throw invalid('Invalid filter pattern')
    return token
  }
  function all(): Test {
    const tests = [one()]
    while (take('&&')) tests.push(one())
    return json => tests.every(test => test(json))
  }
  function any(): Test {
    const tests = [all()]
    while (take('||')) tests.push(all())
    return json => tests.some(test => test(json))
  }
  const whole = any()
  if (at < tokens.length) throw invalid('Invalid filter pattern')
  return whole
}

function tokensOf(text: string): readonly (string | Test)[] {
  const tokens: (string | Test)[] = []
  const pattern = new RegExp(TOKEN)
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text)
    if (found === null) throw invalid('Invalid filter pattern')
    const [, symbol, member = '', value = ''] = found
    tokens.push(symbol ?? memberIs(member, value))
  }
  return tokens
}

function memberIs(member: string, value: string): Test {
  const like = new RegExp(`^${value.split('*').map(escaped).join('.*')}$`, 's')
  return json => typeof json?.[member] === 'string' && like.test(json[member])
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`)
}
