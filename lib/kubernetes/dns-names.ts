/** Of an RFC 1123 label (k8s.io/apimachinery/pkg/util/validation `IsDNS1123Label`), which has 63 characters at most. */
export const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Of an RFC 1123 subdomain (`IsDNS1123Subdomain`), which has 253 characters at most. */
export const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Of an RFC 1035 label (`IsDNS1035Label`), which has 63 characters at most. */
export const DNS_1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
