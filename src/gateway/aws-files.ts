import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { getHomeDir } from '@smithy/shared-ini-file-loader'

/**
 * Tells apart versions of this machine's AWS config and credentials files without reading them: what was found in one version
 * may not hold in the next.
 */
export async function awsFilesVersion(): Promise<string> {
  const home = join(getHomeDir(), '.aws')
  const paths = [
    process.env['AWS_CONFIG_FILE'] || join(home, 'config'),
    process.env['AWS_SHARED_CREDENTIALS_FILE'] || join(home, 'credentials'),
  ]
  return (await Promise.all(paths.map(versionOf))).join(' ')
}

async function versionOf(path: string): Promise<string> {
  try {
    const { ino, mtimeNs, ctimeNs, size } = await stat(path, { bigint: true })
    return [ino, mtimeNs, ctimeNs, size].join(':')
  } catch {
    return 'absent'
  }
}
