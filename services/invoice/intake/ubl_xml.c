/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libxml2's events, turned into our tree while the document is read: no second copy of
 * it exists, and the limits act at the element that breaks them. Of libxml2's options
 * only NONET is on; NOENT, DTDLOAD and HUGE never are.
 */
#include "invoice/intake/ubl_xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/text.h"

#define NS_UBL         "urn:oasis:names:specification:ubl:schema:xsd:"
#define NS_INVOICE     NS_UBL "Invoice-2"
#define NS_CREDIT_NOTE NS_UBL "CreditNote-2"
#define NS_BASIC       NS_UBL "CommonBasicComponents-2"
#define NS_AGGREGATE   NS_UBL "CommonAggregateComponents-2"

#define TEXT_MAX       ((size_t)64 << 10) /* of one element we keep */

struct reading {
	xmlParserCtxtPtr parser;
	struct ubl_tree *tree;
	struct ubl_node *at; /* the open element */
	int depth;
	struct strbuf text; /* characters since the last tag */
	size_t binary;      /* bytes of an attachment we do not keep */
	struct err *err;
	bool refused;
};

static void refuse(struct reading *reading, const char *code, const char *text)
{
	if (!reading->refused)
		err_set_code(reading->err, ERR_INVALID, code, "%s", text);
	reading->refused = true;
	xmlStopParser(reading->parser);
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *external,
		       const xmlChar *system)
{
	(void)name;
	(void)external;
	(void)system;
	refuse(context, "XML_DOCTYPE",
	       "a DOCTYPE is not allowed in an invoice; leave it out");
}

static enum ubl_space space_of(const char *uri)
{
	if (uri && strcmp(uri, NS_BASIC) == 0)
		return UBL_BASIC;
	if (uri && strcmp(uri, NS_AGGREGATE) == 0)
		return UBL_AGGREGATE;
	return UBL_FOREIGN;
}

static bool is_document(const char *name, const char *uri)
{
	return uri &&
	       ((strcmp(name, "Invoice") == 0 && strcmp(uri, NS_INVOICE) == 0) ||
		(strcmp(name, "CreditNote") == 0 && strcmp(uri, NS_CREDIT_NOTE) == 0));
}

static void refuse_root(struct reading *reading, const char *name)
{
	const char *cure = "expected the element Invoice or CreditNote of UBL 2.1";

	if (strcmp(name, "StandardBusinessDocument") == 0)
		cure = "take the invoice out of its StandardBusinessDocument wrapper "
		       "first";
	else if (strcmp(name, "CrossIndustryInvoice") == 0)
		cure = "this is UN/CEFACT CII; export it as UBL 2.1";
	else if (strcmp(name, "testSet") == 0)
		cure = "this is a set of tests; take one invoice out of it";
	if (!reading->refused)
		err_set_code(reading->err, ERR_INVALID, "NOT_UBL",
			     "not a UBL invoice: %s", cure);
	reading->refused = true;
	xmlStopParser(reading->parser);
}

static struct ubl_node *add_element(struct reading *reading, const char *name,
				    const char *uri)
{
	if (reading->at)
		return ubl_add(reading->tree, reading->at, name, space_of(uri));
	if (!is_document(name, uri)) {
		refuse_root(reading, name);
		return NULL;
	}
	return ubl_add(reading->tree, NULL, name, UBL_ROOT);
}

static void keep_attributes(struct reading *reading, struct ubl_node *node, int count,
			    const xmlChar **attributes)
{
	for (int i = 0; i < count; i++) {
		const xmlChar *const *a = attributes + (ptrdiff_t)i * 5;
		AUTO_TEXT *value = mem_text_n((const char *)a[3], (size_t)(a[4] - a[3]));

		ubl_add_attribute(reading->tree, node, (const char *)a[0], value);
	}
}

static void on_open(void *context, const xmlChar *name, const xmlChar *prefix,
		    /* lint-ok: shape: libxml2 fixes this list */
		    const xmlChar *uri, int namespaces, const xmlChar **namespace_list,
		    int attributes, int defaulted, const xmlChar **attribute_list)
{
	struct reading *reading = context;

	(void)prefix;
	(void)namespaces;
	(void)namespace_list;
	(void)defaulted;
	if (reading->refused)
		return;
	strbuf_clear(&reading->text);
	reading->binary = 0;
	if (++reading->depth > UBL_MAX_DEPTH) {
		refuse(reading, "XML_TOO_DEEP", "elements are nested more than 32 deep");
		return;
	}
	struct ubl_node *node =
		add_element(reading, (const char *)name, (const char *)uri);

	if (!node) {
		refuse(reading, "XML_TOO_LARGE", "more than 200,000 elements");
		return;
	}
	keep_attributes(reading, node, attributes, attribute_list);
	reading->at = node;
}

static void on_close(void *context, const xmlChar *name, const xmlChar *prefix,
		     const xmlChar *uri)
{
	struct reading *reading = context;

	(void)name;
	(void)prefix;
	(void)uri;
	if (reading->refused || !reading->at)
		return;
	struct ubl_node *node = reading->at;

	if (reading->binary > 0) {
		strbuf_clear(&reading->text);
		strbuf_addf(&reading->text, "(%zu bytes)", reading->binary);
	}
	if (!node->first)
		ubl_set_text(reading->tree, node,
			     reading->text.text ? reading->text.text : "",
			     reading->text.len);
	strbuf_clear(&reading->text);
	reading->binary = 0;
	reading->at = node->parent;
	reading->depth--;
}

static void on_characters(void *context, const xmlChar *text, int len)
{
	struct reading *reading = context;

	if (reading->refused || !reading->at)
		return;
	if (strcmp(reading->at->name, "EmbeddedDocumentBinaryObject") == 0) {
		reading->binary += (size_t)len;
		return;
	}
	strbuf_add_n(&reading->text, (const char *)text, (size_t)len);
	if (reading->text.full)
		refuse(reading, "XML_TOO_LARGE",
		       "an element holds more than 65,536 bytes");
}

static void report_malformed(xmlParserCtxtPtr parser, struct err *err)
{
	const xmlError *error = xmlCtxtGetLastError(parser);
	char words[120] = "not well-formed XML";

	if (error && error->message) {
		size_t len = strcspn(error->message, "\n");

		if (len >= sizeof(words))
			len = sizeof(words) - 1;
		/* The parser quotes names, never contents, in the first line. */
		memcpy(words, error->message, len);
		words[len] = '\0';
	}
	err_set_code(err, ERR_INVALID, "XML_MALFORMED", "line %d: %s",
		     error ? error->line : 0, words);
}

static int parse(struct reading *reading, struct slice xml, struct err *err)
{
	int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
		      XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
	xmlParserCtxtPtr parser = reading->parser;

	parser->_private = reading;
	xmlCtxtReset(parser);
	xmlDocPtr doc =
		xmlCtxtReadMemory(parser, xml.at, (int)xml.len, NULL, NULL, options);

	xmlFreeDoc(doc);
	if (reading->refused)
		return -1;
	if (!parser->wellFormed || !ubl_root(reading->tree)) {
		report_malformed(parser, err);
		return -1;
	}
	return 0;
}

static void hook_events(xmlParserCtxtPtr parser, struct reading *reading)
{
	xmlSAXHandler *events = parser->sax;

	memset(events, 0, sizeof(*events));
	events->initialized = XML_SAX2_MAGIC;
	events->internalSubset = on_doctype;
	events->startElementNs = on_open;
	events->endElementNs = on_close;
	events->characters = on_characters;
	events->cdataBlock = on_characters;
	events->ignorableWhitespace = on_characters;
	parser->userData = reading;
}

int ubl_read(struct slice xml, struct ubl_tree **ret_tree, struct err *err)
{
	AUTO(ubl_tree) *tree = ubl_tree_new();
	STRBUF_AUTO text = strbuf_new(TEXT_MAX);

	if (xml.len > UBL_MAX_BYTES)
		return err_set_code(err, ERR_INVALID, "XML_TOO_LARGE",
				    "the file has %zu bytes, at most %zu are read",
				    xml.len, UBL_MAX_BYTES);
	xml = slice_trim(xml);
	if (xml.len == 0)
		return err_set_code(err, ERR_INVALID, "XML_MALFORMED",
				    "the file is empty");
	xmlParserCtxtPtr parser = xmlNewParserCtxt();

	if (!parser)
		return err_set(err, ERR_LATER, "no memory for the XML parser");
	struct reading reading = {
		.parser = parser, .tree = tree, .text = text, .err = err
	};

	hook_events(parser, &reading);
	int failed = parse(&reading, xml, err);

	text = reading.text;
	xmlFreeParserCtxt(parser);
	if (failed)
		return -1;
	*ret_tree = TAKE(tree);
	return 0;
}

char *ubl_as_utf8(struct slice xml)
{
	xmlDocPtr doc =
		xmlReadMemory(xml.at, (int)xml.len, NULL, NULL,
			      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	xmlChar *bytes = NULL;
	int len = 0;
	char *text = NULL;

	if (!doc)
		return NULL;
	if (!xmlGetIntSubset(doc))
		xmlDocDumpMemoryEnc(doc, &bytes, &len, "UTF-8");
	if (bytes)
		text = mem_text_n((const char *)bytes, (size_t)len);
	xmlFree(bytes);
	xmlFreeDoc(doc);
	return text;
}
