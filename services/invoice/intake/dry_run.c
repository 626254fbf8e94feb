/* SPDX-License-Identifier: Apache-2.0 */
/* Reads, judges and writes one UBL document. A refusal is a finding too. */
#include "invoice/intake/dry_run.h"

#include "base/json_out.h"
#include "invoice/domain/document_rules.h"
#include "invoice/intake/ubl_document.h"
#include "invoice/intake/ubl_xml.h"

void findings_write(const struct findings *findings, struct strbuf *json)
{
	struct json_out out = json_out_into(json);

	out.comma = true;
	json_out_open_array(&out, "findings");
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->at[i];

		json_out_open_object(&out, NULL);
		json_out_text(&out, "rule", finding->rule);
		json_out_text(&out, "severity", severity_name(finding->severity));
		json_out_text(&out, "place", finding->place);
		json_out_text(&out, "text", finding->text);
		json_out_close_object(&out);
	}
	json_out_close_array(&out);
}

static void write_refusal(const struct err *err, struct strbuf *json)
{
	FINDINGS_AUTO findings = { NULL, 0, 0 };
	struct json_out out = { json, true };

	findings_add(&findings, err->code[0] ? err->code : "XML_MALFORMED",
		     SEVERITY_ERROR, "/", err->text);
	strbuf_add(json, "{\"document\":null");
	findings_write(&findings, json);
	json_out_text(&out, "error", err->text);
	strbuf_add(json, "}");
}

bool dry_run_ubl(struct slice xml, struct strbuf *json)
{
	struct err err = { 0 };
	AUTO(ubl_tree) *tree = NULL;
	FINDINGS_AUTO findings = { NULL, 0, 0 };

	if (ubl_read(xml, &tree, &err) < 0) {
		write_refusal(&err, json);
		return false;
	}
	AUTO(document) *document = document_extract(ubl_root(tree));

	document_check(ubl_root(tree), &findings);
	strbuf_add(json, "{\"document\":");
	document_write(document, json);
	findings_write(&findings, json);
	strbuf_add(json, "}");
	return true;
}
