/**
 * The policy of the page: own scripts, styles, workers and requests, nothing inline, nothing foreign. `data:` images and
 * fonts are what the build makes of files under 4 kB; they cannot run. The built page says the same in itself, for hosts that
 * send no headers of ours.
 */
export const PAGE_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Sent with every answer, page or API. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  // Who may frame the page can only be said in a header.
  'content-security-policy': `${PAGE_CSP}; frame-ancestors 'none'`,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}
