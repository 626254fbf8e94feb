/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides which files are served and how long browsers may keep them: what has its
 * content's hash in its name for ever, the rest is asked for again.
 */
#include "gateway/web.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "http/head.h"
#include "sys/file.h"

#define FILES_MOST      200
#define FILE_BYTES_MOST (8 * 1024 * 1024)
#define FOLDERS_DEEP    3

struct file {
	char *path; /* "/assets/portal-1a2b3c.js" */
	struct slice plain;
	struct slice gzip; /* at = NULL: there is none */
};

struct web {
	struct file files[FILES_MOST];
	size_t count;
};

static const struct {
	const char *ending;
	const char *type;
} TYPES[] = {
	{ ".html", "text/html; charset=utf-8" },
	{ ".js", "text/javascript; charset=utf-8" },
	{ ".css", "text/css; charset=utf-8" },
	{ ".json", "application/json" },
	{ ".svg", "image/svg+xml" },
	{ ".png", "image/png" },
	{ ".woff2", "font/woff2" },
	{ ".webmanifest", "application/manifest+json" },
	{ ".txt", "text/plain; charset=utf-8" },
};

static bool ends_with(const char *text, const char *ending)
{
	size_t length = strlen(text);
	size_t tail = strlen(ending);
	return length >= tail && strcmp(text + length - tail, ending) == 0;
}

static const char *type_of(const char *path)
{
	for (size_t i = 0; i < COUNT_OF(TYPES); i++)
		if (ends_with(path, TYPES[i].ending))
			return TYPES[i].type;
	return NULL;
}

static int read_whole(const char *path, struct slice *ret_bytes, struct err *err)
{
	char *bytes;
	size_t length;
	if (file_read(path, FILE_BYTES_MOST, &bytes, &length, err) < 0)
		return -1;
	*ret_bytes = (struct slice){ bytes, length };
	return 0;
}

static int take_file(struct web *web, const char *folder, const char *path,
		     struct err *err)
{
	char name[1024];
	struct err none;
	if (!type_of(path))
		return 0;
	if (web->count == FILES_MOST)
		return err_set(err, ERR_BROKEN, "more than %d files for the portal",
			       FILES_MOST);
	struct file *file = &web->files[web->count];
	snprintf(name, sizeof(name), "%s%s", folder, path);
	if (read_whole(name, &file->plain, err) < 0)
		return -1;
	snprintf(name, sizeof(name), "%s%s.gz", folder, path);
	if (read_whole(name, &file->gzip, &none) < 0)
		file->gzip = (struct slice){ NULL, 0 };
	file->path = mem_text(path);
	web->count++;
	return 0;
}

static int take_folder(struct web *web, const char *folder, const char *below, int deep,
		       struct err *err)
{
	char path[600];
	snprintf(path, sizeof(path), "%s%s", folder, below);
	DIR *dir = opendir(path);
	int result = 0;
	if (!dir)
		return 0;
	for (struct dirent *entry; result == 0 && (entry = readdir(dir)) != NULL;) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", below, entry->d_name);
		if (entry->d_type == DT_DIR && deep > 1)
			result = take_folder(web, folder, path, deep - 1, err);
		else if (entry->d_type == DT_REG)
			result = take_file(web, folder, path, err);
	}
	closedir(dir);
	return result;
}

int web_open(const char *folder, struct web **ret_web, struct err *err)
{
	struct web *web = mem_alloc(sizeof(*web));
	if (take_folder(web, folder, "", FOLDERS_DEEP, err) < 0) {
		web_close(web);
		return -1;
	}
	*ret_web = web;
	return 0;
}

static void free_bytes(struct slice bytes)
{
	mem_free((void *)(uintptr_t)bytes.at);
}

void web_close(struct web *web)
{
	if (!web)
		return;
	for (size_t i = 0; i < web->count; i++) {
		mem_free(web->files[i].path);
		free_bytes(web->files[i].plain);
		free_bytes(web->files[i].gzip);
	}
	mem_free(web);
}

static const struct file *find_file(const struct web *web, const char *path)
{
	for (size_t i = 0; i < web->count; i++)
		if (strcmp(web->files[i].path, path) == 0)
			return &web->files[i];
	return NULL;
}

static int send_file(const struct request *req, struct reply *reply,
		     const struct file *file)
{
	bool packed =
		file->gzip.at && accepts_gzip(request_header(req, "Accept-Encoding"));
	bool hashed = strncmp(file->path, "/assets/", 8) == 0;
	reply_type(reply, type_of(file->path));
	reply_header(reply, "Cache-Control", "%s",
		     hashed ? "public, max-age=31536000, immutable" : "no-cache");
	reply_static(reply, packed ? file->gzip : file->plain, packed ? "gzip" : NULL);
	return 0;
}

static int send_fallback(struct reply *reply)
{
	reply_type(reply, "text/html; charset=utf-8");
	strbuf_add(reply_body(reply),
		   "<!doctype html>\n<html lang=\"en\">\n<title>Beurt</title>\n"
		   "<h1>Beurt</h1>\n<p>The portal is not built: run"
		   " <code>make portal</code>. The interface it uses is described at"
		   " <a href=\"/v1/openapi.json\">/v1/openapi.json</a>.</p>\n</html>\n");
	return 0;
}

/* "/inspectie", "/inspectie/" and, where it has screens of its own, all below. */
static bool is_app(const char *path, const char *root, bool with_below)
{
	size_t length = strlen(root);
	if (strncmp(path, root, length) != 0)
		return false;
	const char *rest = path + length;
	return *rest == '\0' || strcmp(rest, "/") == 0 || (with_below && *rest == '/');
}

/*
 * Addresses without an extension are screens: each application's page has its own. Below
 * /wagenpark/ is the page to activate a fleet's account, so the dashboard has one
 * address.
 */
static const struct file *find_page(const struct web *web, const char *path)
{
	if (strchr(strrchr(path, '/'), '.') || strncmp(path, "/v1/", 4) == 0 ||
	    strncmp(path, "/assets/", 8) == 0)
		return NULL;
	if (is_app(path, "/inspectie", /* with_below= */ true))
		return find_file(web, "/inspectie/index.html");
	if (is_app(path, "/wagenpark", /* with_below= */ false))
		return find_file(web, "/wagenpark/index.html");
	return find_file(web, "/index.html");
}

int web_answer(const struct web *web, const struct request *req, struct reply *reply,
	       struct err *err)
{
	const char *path = request_url(req);
	const struct file *file = find_file(web, path);
	if (!file)
		file = find_page(web, path);
	if (file)
		return send_file(req, reply, file);
	if (strcmp(path, "/") == 0)
		return send_fallback(reply);
	return err_set(err, ERR_ABSENT, "there is nothing at this address");
}
