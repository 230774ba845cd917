import { Sha256Js } from '@smithy/core/checksum'
import { toHex } from '@smithy/core/serde'

/**
 * SHA-256 of some bytes, hex. `crypto.subtle` where there is one; it is missing on pages served over plain HTTP from
 * anywhere but this machine, and a file must have the same name there.
 */
export async function sha256Hex(
  bytes: Uint8Array<ArrayBuffer>,
  subtle: SubtleCrypto | null = globalThis.crypto?.subtle ?? null,
): Promise<string> {
  if (subtle !== null) return toHex(new Uint8Array(await subtle.digest('SHA-256', bytes)))
  const hash = new Sha256Js()
  hash.update(bytes)
  return toHex(await hash.digest())
}
