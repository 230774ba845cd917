// What CHANGELOG.md says of the release whose tag is given: `npm run release:notes -- v0.1.0`.
import { readFileSync } from 'node:fs'
import { argv, stdout } from 'node:process'
import packageJson from '../../package.json' with { type: 'json' }
import { refuseForeignTag, releaseNotes } from './release-notes.ts'

refuseForeignTag(argv.at(-1) ?? '', packageJson.version)
stdout.write(releaseNotes(readFileSync('CHANGELOG.md', 'utf8'), packageJson.version))
