import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { expect, it } from 'vitest'

it('tells of all that the page bundles, in its workers too, with texts', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'sfn-timeline-licences-'))
  try {
    await build({ logLevel: 'silent', publicDir: false, build: { outDir: dir, minify: false } })
    const text = await readFile(join(dir, 'licences.txt'), 'utf8')
    // The layout of the graph runs in a worker alone, the font is no package, and the SDK's parts share one text.
    for (const name of ['react', 'd3-zoom', '@dagrejs/dagre', 'Open Sans, by Ascender Corporation', '@aws-sdk/core']) {
      expect(text).toMatch(new RegExp(`^${name} [\\d.]+ \\((?:MIT|ISC|Apache-2\\.0)\\)$`, 'm'))
    }
    expect(text.match(/Apache License\n\s+Version 2\.0/g)?.length).toBeLessThan(6)
    expect(text).toContain('Permission is hereby granted, free of charge')
  } finally {
    await rm(dir, { recursive: true })
  }
})
