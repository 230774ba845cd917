import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { getHomeDir } from '@smithy/shared-ini-file-loader'
import { within } from '../waits/within.ts'
import { diskLimit } from './disk-limit.ts'
import { GatewayError } from './gateway-error.ts'

/**
 * Tells apart versions of this machine's AWS config and credentials files without reading them: what was found in one version
 * may not hold in the next.
 * @throws GatewayError `CredentialsMissing` for a pipe: reading it would wait for somebody to write.
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
    const found = await within(diskLimit(path), () => stat(path, { bigint: true }))
    if (found.isFIFO()) throw new GatewayError('CredentialsMissing', `${path} is a pipe: it must be a file.`)
    const { ino, mtimeNs, ctimeNs, size } = found
    return [ino, mtimeNs, ctimeNs, size].join(':')
  } catch (error) {
    if (error instanceof GatewayError) throw error
    return 'absent'
  }
}
