const ABSOLUTE = /^https?:\/\/[^/?#]*/i

/**
 * The path and search of a request's target, which a proxy may also send whole (`http://host/graphql`, RFC 9112, 3.2.2).
 * Neither double slashes nor percent-encoded letters are read as what they resemble: who guards a path of ours by its name,
 * such as `/metrics`, must not be passed by another spelling.
 */
export function originFormOf(target: string): string {
  if (target.startsWith('/')) return target
  const rest = target.replace(ABSOLUTE, '')
  return rest.startsWith('/') || rest === '*' ? rest : `/${rest}`
}
