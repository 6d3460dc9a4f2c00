/** Thrown where an Arrow file is not what it has to be; told as a problem of the file. */
export class DamagedArrow extends Error {}
