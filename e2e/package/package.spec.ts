import { copyFile, readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { publint } from 'publint'
import { freePort } from '../fixtures/free-port.ts'
import { folderOfNode, nodeIsInstalled, otherVersions } from './install-nodes.mjs'
import { InstalledPackage, sizeOf } from './installed-package.ts'

// What a person gets who installs sfn-timeline: the packed file, in an empty folder, with nothing of ours around it.

const MB = 1_000_000
const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:SM:x'

let installed: InstalledPackage
// One install serves all, so all stay in one worker.
test.describe.configure({ mode: 'default', timeout: 120_000 })
test.beforeAll(async () => {
  installed = await InstalledPackage.install()
  await copyFile('e2e/histories/trouble/caught-then-fail-state.json', join(installed.folder, 'history.json'))
})
test.afterAll(() => installed.remove())

test('is small, needs no other package, and tells the licences of all it brings', async () => {
  expect((await stat(installed.tarball)).size).toBeLessThan(3 * MB)
  expect(await sizeOf(join(installed.folder, 'node_modules'))).toBeLessThan(12 * MB)
  const packages = await readdir(join(installed.folder, 'node_modules'))
  expect(packages.filter(name => !name.startsWith('.'))).toEqual(['sfn-timeline'])
  for (const part of ['page', 'cli']) {
    const licences = await readFile(join(installed.packageFolder, 'dist', part, 'licences.txt'), 'utf8')
    expect(licences).toMatch(/^@aws-sdk\/client-sfn \S+ \(Apache-2\.0\)$/m)
  }
})

test('publint finds nothing', async () => {
  const tarball = new Uint8Array(await readFile(installed.tarball)).buffer
  const { messages } = await publint({ pack: { tarball }, level: 'suggestion', strict: true })
  expect(messages).toEqual([])
})

const nodes = [
  {
    name: `Node ${process.versions.node.split('.', 1)[0]}, which runs the tests`,
    folder: dirname(process.execPath),
    is: true,
  },
  ...otherVersions.map(version => ({
    name: `Node ${version}`,
    folder: folderOfNode(version),
    is: nodeIsInstalled(version),
  })),
]
for (const { name, folder, is } of nodes) {
  test.describe(`on ${name}`, () => {
    test.skip(!is, `${name} is not installed (see e2e/package/install-nodes.mjs)`)

    test('reads files and tells how it is used', async () => {
      const version = await installed.run(folder, '--version')
      expect(version).toEqual({ status: 0, stdout: `${await packageVersion()}\n`, stderr: '' })
      const outline = await installed.run(folder, 'outline', 'history.json')
      expect(outline).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('MakeThumbnails') })
      const explain = await installed.run(folder, 'explain', 'history.json', '--json')
      expect(explain).toMatchObject({ status: 0, stderr: '' })
      expect(JSON.parse(explain.stdout)).toMatchObject({ cause: { states: ['GiveUp'] } })
      const exported = await installed.run(folder, 'export', 'history.json')
      expect(exported).toMatchObject({ status: 0, stdout: expect.stringContaining('MakeThumbnails') })
      for (const command of ['runs', 'compare']) {
        const help = await installed.run(folder, command, '--help')
        expect(help).toMatchObject({
          status: 0,
          stderr: '',
          stdout: expect.stringContaining(`sfn-timeline ${command}`),
        })
      }
    })

    test('opens: the gateway listens and the page is there with all it asks for; stop ends it', async ({ request }) => {
      const port = await freePort()
      const open = await installed.run(folder, 'open', ARN, '--port', String(port))
      try {
        expect(open).toMatchObject({ status: 0, stderr: '' })
        const origin = /^sfn-timeline is at (http:\/\/127\.0\.0\.1:\d+)\/#launch=/.exec(open.stdout)?.[1] ?? ''
        if (process.platform === 'linux')
          await expect.poll(() => installed.opened()).toContainEqual(startOf(`${origin}/#launch=`))
        const page = await request.get(`${origin}/`)
        expect(page.headers()['content-type']).toContain('text/html')
        const asked = [...(await page.text()).matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, path = '']) => path)
        expect(asked.filter(path => path.endsWith('.js'))).not.toEqual([])
        for (const path of [...asked, 'samples/index.json', 'licences.txt']) {
          expect([path, (await request.get(`${origin}/${path}`)).status()]).toEqual([path, 200])
        }
      } finally {
        const stop = await installed.run(folder, 'stop', '--port', String(port))
        expect(stop).toMatchObject({ status: 0, stderr: '' })
      }
    })
  })
}

test('uninstalled, it leaves nothing but its settings', async () => {
  await installed.uninstall()
  await expect(readdir(join(installed.folder, 'node_modules', 'sfn-timeline'))).rejects.toThrow()
  expect(await readdir(installed.home)).toEqual(['.config'])
  expect(await readdir(join(installed.home, '.config'))).toEqual(['sfn-timeline'])
})

function startOf(text: string): unknown {
  return expect.stringContaining(text)
}

async function packageVersion(): Promise<string> {
  const about: unknown = JSON.parse(await readFile('package.json', 'utf8'))
  return String(Object(about).version)
}
