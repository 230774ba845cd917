import { expect, it } from 'vitest'
import { refuseForeignTag, releaseNotes } from './release-notes.ts'

const changelog = `# Changelog

Words.

## 0.3.0 (unreleased)

- Not yet.

## 0.2.0 (2026-12-01)

### Added
- A thing.

## 0.1.0 (2026-11-01)

- The first.
`

it('are the section of the version, and nothing of another', () => {
  expect(releaseNotes(changelog, '0.2.0')).toBe('### Added\n- A thing.\n')
  expect(releaseNotes(changelog, '0.1.0')).toBe('- The first.\n')
})

it.each([
  ['0.3.0', /no date/],
  ['0.4.0', /no section/],
  ['0.2', /no section/],
])('refuse %s', (version, why) => {
  expect(() => releaseNotes(changelog, version)).toThrow(why)
})

it('refuse a section that says nothing', () => {
  expect(() => releaseNotes('## 1.0.0 (2027-01-01)\n\n## 0.9.0 (2026-12-01)\n- Old.\n', '1.0.0')).toThrow(/nothing/)
})

it('refuse a tag of another version', () => {
  expect(() => refuseForeignTag('v0.1.0', '0.1.0')).not.toThrow()
  expect(() => refuseForeignTag('v0.1.1', '0.1.0')).toThrow(/package\.json says 0\.1\.0/)
})
