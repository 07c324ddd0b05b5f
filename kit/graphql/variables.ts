/** The variables of one request, by their names. */
export type Variables = Readonly<Record<string, unknown>>
