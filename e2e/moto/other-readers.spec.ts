import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { motoIsInstalled, motoPython } from './install.mjs'

const COMMAND_LINE = 'dist/cli/sfn-timeline.js'
const READER = 'e2e/moto/read-exports.py'
const SAMPLES = ['order-platform', 'redrive', 'saga-rollback']

test.skip(!motoIsInstalled(), 'Python and its packages are not installed')

function exported(sample: string, format: string): string {
  const file = `public/samples/${sample}.json`
  const { stdout, stderr, status } = spawnSync(process.execPath, [COMMAND_LINE, 'export', file, '--format', format], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  expect([status, stderr.split('\n').filter(line => line.includes('sfn-timeline:'))], stderr).toEqual([0, []])
  return stdout
}

for (const sample of SAMPLES) {
  test(`OpenTelemetry's schema and Python's csv read what is exported of ${sample}`, () => {
    const dir = mkdtempSync(join(tmpdir(), 'sfn-timeline-readers-'))
    try {
      const paths = ['otlp', 'spans-csv', 'events-csv'].map(format => {
        const path = join(dir, format)
        writeFileSync(path, exported(sample, format))
        return path
      })
      const { stdout, stderr, status } = spawnSync(motoPython, [READER, ...paths], { encoding: 'utf8' })
      expect(status, stderr).toBe(0)
      const found: Record<string, number> = JSON.parse(stdout)
      expect(found['csvSpans']).toBeGreaterThan(10)
      expect(found['csvFailed']).toBeGreaterThan(0)
      expect(found).toEqual({
        ...{ otlpSpans: found['csvSpans'], otlpEvents: found['csvEvents'], otlpErrors: found['csvFailed'] },
        ...{ csvSpans: found['csvSpans'], csvEvents: found['csvEvents'], csvFailed: found['csvFailed'] },
        ...{ otlpEndsBeforeStart: 0, csvOddLines: 0 },
      })
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
}
