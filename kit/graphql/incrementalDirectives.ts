/** The directives by which a client asks for an answer in parts, as graphql-js describes them. */
export const INCREMENTAL_DIRECTIVES = `
"""
Directs the executor to defer this fragment when the \`if\` argument is true or undefined.
"""
directive @defer(
  """Deferred when true or undefined."""
  if: Boolean! = true
  """Unique name"""
  label: String
) on FRAGMENT_SPREAD | INLINE_FRAGMENT

"""
Directs the executor to stream plural fields when the \`if\` argument is true or undefined.
"""
directive @stream(
  """Stream when true or undefined."""
  if: Boolean! = true
  """Number of items to return immediately"""
  initialCount: Int! = 0
  """Unique name"""
  label: String
) on FIELD
`
