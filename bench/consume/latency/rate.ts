export const RECORDS_A_SECOND = 200;
