/** The caller of a request. Scopes are those of `schema/` tiers and `bureau:<id>`. */
export type Caller =
  | { readonly kind: 'anonymous'; readonly policies?: ReadonlySet<string> }
  | {
      readonly kind: 'verified'
      readonly subject: string
      readonly issuer: string
      readonly scopes: ReadonlySet<string>
      readonly claims: Readonly<Record<string, unknown>>
      /** Names of the policies that let the caller in, of those that the operation asks about. */
      readonly policies?: ReadonlySet<string>
    }

export const ANONYMOUS: Caller = Object.freeze({ kind: 'anonymous' })
