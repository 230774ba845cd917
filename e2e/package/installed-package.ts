import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

const IS_WINDOWS = process.platform === 'win32'

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/**
 * The packed package, installed as a person does in a folder where nothing else is, with a home where nothing is either. Not below
 * the repository: there Node would find what is installed for development.
 */
export class InstalledPackage {
  readonly folder: string
  readonly tarball: string
  private readonly base: string

  private constructor(base: string, tarball: string) {
    this.base = base
    this.folder = join(base, 'somewhere')
    this.tarball = tarball
  }

  static async install(): Promise<InstalledPackage> {
    const base = await mkdtemp(join(tmpdir(), 'sfn-timeline-package-'))
    // Built already by `npm run test:package`: packing would build once more.
    await npm(process.cwd(), 'pack', '--ignore-scripts', '--silent', '--pack-destination', base)
    const packed = (await readdir(base)).find(name => name.endsWith('.tgz'))
    if (packed === undefined) throw new Error('npm pack wrote no file')
    const installed = new InstalledPackage(base, join(base, packed))
    for (const folder of ['somewhere', 'home', 'bin']) await mkdir(join(base, folder))
    await writeFile(join(installed.folder, 'package.json'), '{"private":true}')
    // In the browser's place: notes the address it was started with.
    await writeFile(installed.browser, `#!/bin/sh\necho "$1" >> "${join(base, 'opened')}"\n`)
    await chmod(installed.browser, 0o755)
    // Nothing is missing in it, so no registry is asked.
    await npm(installed.folder, 'install', '--omit=dev', '--offline', '--no-audit', '--no-fund', installed.tarball)
    return installed
  }

  get packageFolder(): string {
    return join(this.folder, 'node_modules', 'sfn-timeline')
  }

  get home(): string {
    return join(this.base, 'home')
  }

  private get browser(): string {
    return join(this.base, 'bin', 'xdg-open')
  }

  /** Runs `sfn-timeline` as npm has linked it, on the Node in `nodeFolder`. */
  async run(nodeFolder: string, ...args: readonly string[]): Promise<Ran> {
    const program = IS_WINDOWS
      ? [join(nodeFolder, 'node.exe'), join(this.packageFolder, 'dist', 'cli', 'sfn-timeline.js')]
      : [join(this.folder, 'node_modules', '.bin', 'sfn-timeline')]
    return run([...program, ...args], this.folder, this.environment(nodeFolder))
  }

  /** The addresses that a browser was started with. */
  async opened(): Promise<readonly string[]> {
    const text = await readFile(join(this.base, 'opened'), 'utf8').catch(() => '')
    return text.split('\n').filter(Boolean)
  }

  async uninstall(): Promise<void> {
    await npm(this.folder, 'uninstall', '--offline', '--no-audit', '--no-fund', 'sfn-timeline')
  }

  async remove(): Promise<void> {
    await rm(this.base, { recursive: true, force: true })
  }

  private environment(nodeFolder: string): NodeJS.ProcessEnv {
    const foreign = /^(?:AWS_|SFN_TIMELINE_|XDG_|NODE_|npm_|VITEST|APPDATA$)/
    const own = Object.entries(process.env).filter(([name]) => !foreign.test(name))
    return {
      ...Object.fromEntries(own),
      PATH: [dirname(this.browser), nodeFolder, process.env['PATH'] ?? ''].join(delimiter),
      HOME: this.home,
      ...(IS_WINDOWS ? { USERPROFILE: this.home, APPDATA: join(this.home, '.config') } : {}),
      AWS_EC2_METADATA_DISABLED: 'true',
    }
  }
}

/** Bytes of all files below a folder. */
export async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile())
  const sizes = await Promise.all(files.map(async file => (await stat(join(file.parentPath, file.name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function npm(cwd: string, ...args: readonly string[]): Promise<void> {
  const { status, stderr } = await run(['npm', ...args], cwd, process.env)
  if (status !== 0) throw new Error(`npm ${args.join(' ')} ended with ${status}: ${stderr}`)
}

async function run(words: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  const [program = '', ...args] = words
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: IS_WINDOWS && program === 'npm',
  })
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', chunk => {
      said[stream] += String(chunk)
    })
  }
  const [status] = await once(child, 'close')
  return { status: typeof status === 'number' ? status : null, ...said }
}
