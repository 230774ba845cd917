/** Hands a file that is here whole to the person, as a download. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has begun by then; the blob would otherwise live as long as the page.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
