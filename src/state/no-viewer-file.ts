/** In place of the viewer's file in the viewer itself, which asks nobody. */
export const HAS_VIEWER_FILE: boolean = false

export async function viewerFile(_signal: AbortSignal): Promise<string> {
  throw new Error('A shared file makes no other with its viewer.')
}
