/**
 * Header names of the CloudEvents 1.0 Kafka protocol binding, binary content mode, sections 3.2.1-3.2.3:
 * attributes carry the prefix `ce_`, the data's media type is the header `content-type`.
 */
export const CE_ID = 'ce_id';
export const CE_SOURCE = 'ce_source';
export const CE_SPECVERSION = 'ce_specversion';
export const CE_TYPE = 'ce_type';
export const CONTENT_TYPE = 'content-type';
