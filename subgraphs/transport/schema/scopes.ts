/** Who may see a protected field; a higher tier includes the lower ones, an owner's field is its bureau's alone. */
export const FOR_DEVELOPERS = '@requiresScopes(scopes: [["developer"], ["partner"], ["staff"]])'
export const FOR_PARTNERS = '@requiresScopes(scopes: [["partner"], ["staff"]])'
export const FOR_STAFF = '@requiresScopes(scopes: [["staff"]])'
export const FOR_DSAT = '@requiresScopes(scopes: [["bureau:dsat"]])'
export const FOR_PSP = '@requiresScopes(scopes: [["bureau:psp"]])'
