/* SPDX-License-Identifier: Apache-2.0 */
/* Gives back the texts of a letter that was shown or put on paper. */
#include "notification/mail/letter.h"

void letter_sheet_done(struct letter_sheet *sheet)
{
	mem_free(sheet->subject);
	mem_free(sheet->text);
	mem_free(sheet->html);
	mem_free(sheet->stop_url);
	*sheet = (struct letter_sheet){ 0 };
}

void letter_paper_done(struct letter_paper *paper)
{
	mem_free(paper->subject);
	mem_free(paper->text);
	mem_free(paper->facts);
	mem_free(paper->card);
	mem_free(paper->stop);
	mem_free(paper->card_stop);
	mem_free(paper->stop_url);
	mem_free(paper->book);
	mem_free(paper->booking_url);
	*paper = (struct letter_paper){ 0 };
}
