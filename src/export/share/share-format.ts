/** A file to share: the history with its viewer, or alone. */
export const SHARE_FORMATS = {
  share: {
    words: 'file to share, opens here again (.sfntl.json.gz)',
    suffix: '.sfntl.json.gz',
    type: 'application/gzip',
  },
  'share-html': {
    words: 'file to share with the viewer in it (.html)',
    suffix: '.html',
    type: 'text/html',
  },
} as const

export type ShareFormat = keyof typeof SHARE_FORMATS

export function isShareFormat(name: string): name is ShareFormat {
  return Object.hasOwn(SHARE_FORMATS, name)
}
