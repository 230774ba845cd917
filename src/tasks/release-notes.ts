/**
 * The changelog's section of a version, without its heading.
 * @throws Error where there is none, one without a date or one that says nothing.
 */
export function releaseNotes(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1)
  const section = sections.find(text => text.startsWith(`${version} `))
  if (section === undefined) throw new Error(`CHANGELOG.md has no section for ${version}.`)
  const [heading = '', ...lines] = section.split('\n')
  if (!/^\S+ \(\d{4}-\d{2}-\d{2}\)$/.test(heading)) {
    throw new Error(`“## ${heading}” has no date: write ${version} (YYYY-MM-DD).`)
  }
  const notes = lines.join('\n').trim()
  if (notes === '') throw new Error(`CHANGELOG.md says nothing of ${version}.`)
  return `${notes}\n`
}

/** @throws Error where the tag of a release is not that of the version in package.json. */
export function refuseForeignTag(tag: string, version: string): void {
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, package.json says ${version}.`)
}
