import { describe, expect, it } from 'vitest'
import type { GatewayProfiles, GatewayStatus } from '../source/gateway-api.ts'
import { callersOf, firstPlace, knownRegions, rememberPlace } from './machine-places.ts'

const PROFILES: GatewayProfiles = {
  fixed: null,
  environment: false,
  profiles: [
    { name: 'dev', kind: 'sso', account: '111111111111', region: 'eu-central-1' },
    { name: 'prod', kind: 'keys', account: null, region: null },
  ],
  chosen: {},
}
const ONE: GatewayProfiles = { ...PROFILES, profiles: PROFILES.profiles.slice(0, 1) }
const STATUS: Pick<GatewayStatus, 'accounts'> = {
  accounts: [{ account: '222222222222', profile: 'prod', because: 'sts', regions: ['us-east-1', 'eu-west-1'] }],
}
const told = (profiles: GatewayProfiles) => ({ profiles, status: { ...STATUS } as GatewayStatus })

describe('who a list may be asked for as', () => {
  it('is each profile, with its region or the one it was used in last', () => {
    expect(callersOf(told(PROFILES))).toEqual([
      { profile: 'dev', words: 'dev · account 111111111111', region: 'eu-central-1' },
      { profile: 'prod', words: 'prod', region: 'eu-west-1' },
    ])
    expect(knownRegions(told(PROFILES))).toEqual(['eu-central-1', 'eu-west-1', 'us-east-1'])
  })

  it.each<[string, GatewayProfiles, readonly (string | undefined)[]]>([
    ['the fixed one alone', { ...PROFILES, fixed: { profile: 'prod', by: '--profile' } }, ['prod']],
    [
      'the fixed one, though the files have none such',
      { ...ONE, fixed: { profile: 'gone', by: 'AWS_PROFILE' } },
      ['gone'],
    ],
    ['the environment first', { ...PROFILES, environment: true }, [undefined, 'dev', 'prod']],
    ['the machine itself where there are no profiles', { ...PROFILES, profiles: [] }, [undefined]],
  ])('is %s', (_what, profiles, expected) => {
    expect(callersOf(told(profiles)).map(({ profile }) => profile)).toEqual(expected)
  })
})

describe('where to begin', () => {
  it('is decided by one caller with a region, not by the first of several, and by what was used last while it is there', () => {
    expect(firstPlace(callersOf(told(ONE)))).toEqual({
      place: { profile: 'dev', region: 'eu-central-1' },
      isDecided: true,
    })
    expect(firstPlace(callersOf(told(PROFILES))).isDecided).toBe(false)
    expect(firstPlace(callersOf(told({ ...PROFILES, profiles: [] }))).isDecided).toBe(false)
    rememberPlace({ profile: 'prod', region: 'ap-south-1' })
    expect(firstPlace(callersOf(told(PROFILES)))).toEqual({
      place: { profile: 'prod', region: 'ap-south-1' },
      isDecided: true,
    })
    expect(firstPlace(callersOf(told(ONE))).place.profile).toBe('dev')
  })
})
