/** Who asks. Scopes are those of `schema/` tiers and `bureau:<id>`. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'verified'
      readonly subject: string
      readonly issuer: string
      readonly scopes: ReadonlySet<string>
      readonly claims: Readonly<Record<string, unknown>>
    }

export const ANONYMOUS: Caller = Object.freeze({ kind: 'anonymous' })
