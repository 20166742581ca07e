/** Ends the compilation of a class that the fast check does not cover; class-validator judges it instead. */
export class NotCovered extends Error {}
