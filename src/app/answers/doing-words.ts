import type { OpenState } from '../../analysis/waiting-for.ts'

/** What an open state does, in words. */
export const DOING_WORDS: Readonly<Record<OpenState['doing'], string>> = {
  queued: 'queued',
  running: 'running',
  callback: 'waiting for a callback',
  wait: 'Wait state',
  backoff: 'backoff before a retry',
  starting: 'starting',
}
