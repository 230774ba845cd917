import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readAwsConfig } from './aws-profiles.ts'
import { endpointOf } from './endpoints.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sfn-timeline-endpoints-'))
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_SFN', 'AWS_ENDPOINT_URL_STS', 'AWS_USE_FIPS_ENDPOINT']) {
    vi.stubEnv(name, undefined)
  }
  vi.stubEnv('AWS_CONFIG_FILE', join(dir, 'config'))
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(dir, 'credentials'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(dir, { recursive: true })
})

const urlOf = async (service: 'states' | 'sts' | 'logs' | 'lambda', region: string, profile = 'default') =>
  endpointOf(service, region, await readAwsConfig(), profile).href

describe('endpointOf', () => {
  it.each([
    ['eu-west-1', 'https://states.eu-west-1.amazonaws.com/'],
    ['cn-north-1', 'https://states.cn-north-1.amazonaws.com.cn/'],
    ['us-gov-west-1', 'https://states.us-gov-west-1.amazonaws.com/'],
    ['us-iso-east-1', 'https://states.us-iso-east-1.c2s.ic.gov/'],
    ['eusc-de-east-1', 'https://states.eusc-de-east-1.amazonaws.eu/'],
  ])('follows the partition of %s', async (region, url) => {
    expect(await urlOf('states', region)).toBe(url)
    for (const service of ['sts', 'logs', 'lambda'] as const) {
      expect(await urlOf(service, region)).toBe(url.replace('states', service))
    }
  })

  it('is FIPS where the environment wants it', async () => {
    vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true')
    expect(await urlOf('states', 'us-east-1')).toBe('https://states-fips.us-east-1.amazonaws.com/')
  })

  it('is what the service’s variable says, before the general one, before the profile', async () => {
    await writeFile(
      join(dir, 'config'),
      '[default]\nservices = local\nendpoint_url = http://profile\n[services local]\nsfn =\n  endpoint_url = http://service\n',
    )
    expect([await urlOf('states', 'eu-west-1'), await urlOf('sts', 'eu-west-1')]).toEqual([
      'http://service/',
      'http://profile/',
    ])
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://general')
    vi.stubEnv('AWS_ENDPOINT_URL_SFN', 'http://own')
    expect([await urlOf('states', 'eu-west-1'), await urlOf('sts', 'eu-west-1')]).toEqual([
      'http://own/',
      'http://general/',
    ])
  })

  it('has a variable of its own for logs and for functions', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_CLOUDWATCH_LOGS', 'http://logs')
    vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', 'http://lambda')
    expect([await urlOf('logs', 'eu-west-1'), await urlOf('lambda', 'eu-west-1')]).toEqual([
      'http://logs/',
      'http://lambda/',
    ])
  })

  it('is refused where it is no web address', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'file:///etc/passwd')
    await expect(urlOf('states', 'eu-west-1')).rejects.toThrow('not an http or https address')
  })
})
