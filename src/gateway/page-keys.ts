import { importPageKey, pageKeyBytes } from '../protocol/keys.ts'
import { GatewayError } from './gateway-error.ts'
import { UnsafeFileError } from './private-file.ts'
import type { TokenStore } from './token-store.ts'

export interface PageKey {
  /** To be sealed for a page that was launched. */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** To prove and to verify with. */
  readonly key: CryptoKey
}

/** The page keys of this user's token as it is now, one for each of our few addresses. */
export interface PageKeys {
  /** @throws GatewayError `GatewayTokenUnsafe`. */
  of(host: string): Promise<PageKey>
}

export function createPageKeys(tokenStore: TokenStore): PageKeys {
  let token: string | undefined
  let known = new Map<string, Promise<PageKey>>()

  async function of(host: string): Promise<PageKey> {
    const current = await readToken(tokenStore)
    if (current !== token) {
      token = current
      known = new Map()
    }
    const found = known.get(host) ?? derived(current, host)
    known.set(host, found)
    return found
  }

  return { of }
}

async function derived(token: string, host: string): Promise<PageKey> {
  const bytes = await pageKeyBytes(token, host)
  return { bytes, key: await importPageKey(bytes) }
}

async function readToken(tokenStore: TokenStore): Promise<string> {
  try {
    return await tokenStore.read()
  } catch (error) {
    if (!(error instanceof UnsafeFileError)) throw error
    throw new GatewayError('GatewayTokenUnsafe', error.message)
  }
}
