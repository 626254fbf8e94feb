/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What UBL allows and EN 16931 has no use for, 1 of 2: rules UBL-CR-003 to -295. A row is
 * a group and, by rule number, the children that do not belong in it. Such a surplus is a
 * warning: the sender put something there that a receiver will not read.
 */
#include "invoice/domain/rules_surplus.h"

/* clang-format off */
const struct surplus SURPLUS_HEAD[] = {
	{ "",
	  "003 ProfileExecutionID 004 CopyIndicator 005 UUID 006 IssueTime "
	  "007 PricingCurrencyCode 008 PaymentCurrencyCode "
	  "009 PaymentAlternativeCurrencyCode 010 AccountingCostCode "
	  "011 LineCountNumeric" },
	{ "InvoicePeriod",
	  "012 StartTime 013 EndTime 014 DurationMeasure 015 Description" },
	{ "OrderReference",
	  "016 CopyIndicator 017 UUID 018 IssueDate 019 IssueTime "
	  "020 CustomerReference 021 OrderTypeCode 022 DocumentReference" },
	{ "BillingReference/InvoiceDocumentReference",
	  "023 CopyIndicator 024 UUID 025 IssueTime 026 DocumentTypeCode "
	  "027 DocumentType 028 Xpath 029 LanguageID 030 LocaleCode "
	  "031 VersionID 032 DocumentStatusCode 033 DocumentDescription "
	  "034 Attachment 035 ValidityPeriod 036 IssuerParty "
	  "037 ResultOfVerification" },
	{ "BillingReference",
	  "038 SelfBilledInvoiceDocumentReference "
	  "039 CreditNoteDocumentReference "
	  "040 SelfBilledCreditNoteDocumentReference "
	  "041 DebitNoteDocumentReference 042 ReminderDocumentReference "
	  "043 AdditionalDocumentReference 044 BillingReferenceLine" },
	{ "DespatchDocumentReference",
	  "045 CopyIndicator 046 UUID 047 IssueDate 048 IssueTime "
	  "049 DocumentTypeCode 050 DocumentType 051 Xpath 052 LanguageID "
	  "053 LocaleCode 054 VersionID 055 DocumentStatusCode "
	  "056 DocumentDescription 057 Attachment 058 ValidityPeriod "
	  "059 IssuerParty 060 ResultOfVerification" },
	{ "ReceiptDocumentReference",
	  "061 CopyIndicator 062 UUID 063 IssueDate 064 IssueTime "
	  "065 DocumentTypeCode 066 DocumentType 067 Xpath 068 LanguageID "
	  "069 LocaleCode 070 VersionID 071 DocumentStatusCode "
	  "072 DocumentDescription 073 Attachment 074 ValidityPeriod "
	  "075 IssuerParty 076 ResultOfVerification" },
	{ "",
	  "077 StatementDocumentReference" },
	{ "OriginatorDocumentReference",
	  "078 CopyIndicator 079 UUID 080 IssueDate 081 IssueTime "
	  "082 DocumentTypeCode 083 DocumentType 084 Xpath 085 LanguageID "
	  "086 LocaleCode 087 VersionID 088 DocumentStatusCode "
	  "089 DocumentDescription 090 Attachment 091 ValidityPeriod "
	  "092 IssuerParty 093 ResultOfVerification" },
	{ "ContractDocumentReference",
	  "094 CopyIndicator 095 UUID 096 IssueDate 097 IssueTime "
	  "098 DocumentTypeCode 099 DocumentType 100 Xpath 101 LanguageID "
	  "102 LocaleCode 103 VersionID 104 DocumentStatusCode "
	  "105 DocumentDescription 106 Attachment 107 ValidityPeriod "
	  "108 IssuerParty 109 ResultOfVerification" },
	{ "AdditionalDocumentReference",
	  "110 CopyIndicator 111 UUID 112 IssueDate 113 IssueTime "
	  "114 DocumentType 115 Xpath 116 LanguageID 117 LocaleCode "
	  "118 VersionID 119 DocumentStatusCode" },
	{ "AdditionalDocumentReference/Attachment/ExternalReference",
	  "121 DocumentHash 122 HashAlgorithmMethod 123 ExpiryDate "
	  "124 ExpiryTime 125 MimeCode 126 FormatCode 127 EncodingCode "
	  "128 CharacterSetCode 129 FileName 130 Description" },
	{ "AdditionalDocumentReference",
	  "131 ValidityPeriod 132 IssuerParty 133 ResultOfVerification" },
	{ "ProjectReference",
	  "134 UUID 135 IssueDate 136 WorkPhaseReference" },
	{ "",
	  "137 Signature" },
	{ "AccountingSupplierParty",
	  "138 CustomerAssignedAccountID 139 AdditionalAccountID "
	  "140 DataSendingCapability" },
	{ "AccountingSupplierParty/Party",
	  "141 MarkCareIndicator 142 MarkAttentionIndicator 143 WebsiteURI "
	  "144 LogoReferenceID 145 IndustryClassificationCode 146 Language" },
	{ "AccountingSupplierParty/Party/PostalAddress",
	  "147 ID 148 AddressTypeCode 149 AddressFormatCode 150 Postbox "
	  "151 Floor 152 Room 153 BlockName 154 BuildingName 155 BuildingNumber "
	  "156 InhouseMail 157 Department 158 MarkAttention 159 MarkCare "
	  "160 PlotIdentification 161 CitySubdivisionName "
	  "162 CountrySubentityCode 163 Region 164 District 165 TimezoneOffset" },
	{ "AccountingSupplierParty/Party/PostalAddress/Country",
	  "166 Name" },
	{ "AccountingSupplierParty/Party/PostalAddress",
	  "167 LocationCoordinate" },
	{ "AccountingSupplierParty/Party",
	  "168 PhysicalLocation" },
	{ "AccountingSupplierParty/Party/PartyTaxScheme",
	  "169 RegistrationName 170 TaxLevelCode 171 ExemptionReasonCode "
	  "172 ExemptionReason 173 RegistrationAddress" },
	{ "AccountingSupplierParty/Party/PartyTaxScheme/TaxScheme",
	  "174 Name 175 TaxTypeCode 176 CurrencyCode "
	  "177 JurisdictionRegionAddress" },
	{ "AccountingSupplierParty/Party/PartyLegalEntity",
	  "178 RegistrationDate 179 RegistrationExpirationDate "
	  "180 CompanyLegalFormCode 181 SoleProprietorshipIndicator "
	  "182 CompanyLiquidationStatusCode 183 CorporateStockAmount "
	  "184 FullyPaidSharesIndicator 185 RegistrationAddress "
	  "186 CorporateRegistrationScheme 187 HeadOfficeParty "
	  "188 ShareholderParty" },
	{ "AccountingSupplierParty/Party/Contact",
	  "189 ID 190 Telefax 191 Note 192 OtherCommunication" },
	{ "AccountingSupplierParty/Party",
	  "193 Person 194 AgentParty 195 ServiceProviderParty "
	  "196 PowerOfAttorney 197 FinancialAccount" },
	{ "AccountingSupplierParty",
	  "198 DespatchContact 199 AccountingContact 200 SellerContact" },
	{ "AccountingCustomerParty",
	  "201 CustomerAssignedAccountID 202 SupplierAssignedAccountID "
	  "203 AdditionalAccountID" },
	{ "AccountingCustomerParty/Party",
	  "204 MarkCareIndicator 205 MarkAttentionIndicator 206 WebsiteURI "
	  "207 LogoReferenceID 208 IndustryClassificationCode 209 Language" },
	{ "AccountingCustomerParty/Party/PostalAddress",
	  "210 ID 211 AddressTypeCode 212 AddressFormatCode 213 Postbox "
	  "214 Floor 215 Room 216 BlockName 217 BuildingName 218 BuildingNumber "
	  "219 InhouseMail 220 Department 221 MarkAttention 222 MarkCare "
	  "223 PlotIdentification 224 CitySubdivisionName "
	  "225 CountrySubentityCode 226 Region 227 District 228 TimezoneOffset" },
	{ "AccountingCustomerParty/Party/PostalAddress/Country",
	  "229 Name" },
	{ "AccountingCustomerParty/Party/PostalAddress",
	  "230 LocationCoordinate" },
	{ "AccountingCustomerParty/Party",
	  "231 PhysicalLocation" },
	{ "AccountingCustomerParty/Party/PartyTaxScheme",
	  "232 RegistrationName 233 TaxLevelCode 234 ExemptionReasonCode "
	  "235 ExemptionReason 236 RegistrationAddress" },
	{ "AccountingCustomerParty/Party/PartyTaxScheme/TaxScheme",
	  "237 Name 238 TaxTypeCode 239 CurrencyCode "
	  "240 JurisdictionRegionAddress" },
	{ "AccountingCustomerParty/Party/PartyLegalEntity",
	  "241 RegistrationDate 242 RegistrationExpirationDate "
	  "243 CompanyLegalFormCode 244 CompanyLegalForm "
	  "245 SoleProprietorshipIndicator 246 CompanyLiquidationStatusCode "
	  "247 CorporateStockAmount 248 FullyPaidSharesIndicator "
	  "249 RegistrationAddress 250 CorporateRegistrationScheme "
	  "251 HeadOfficeParty 252 ShareholderParty" },
	{ "AccountingCustomerParty/Party/Contact",
	  "253 ID 254 Telefax 255 Note 256 OtherCommunication" },
	{ "AccountingCustomerParty/Party",
	  "257 Person 258 AgentParty 259 ServiceProviderParty "
	  "260 PowerOfAttorney 261 FinancialAccount" },
	{ "AccountingCustomerParty",
	  "262 DeliveryContact 263 AccountingContact 264 BuyerContact" },
	{ "PayeeParty",
	  "265 MarkCareIndicator 266 MarkAttentionIndicator 267 WebsiteURI "
	  "268 LogoReferenceID 269 EndpointID 270 IndustryClassificationCode "
	  "271 Language 272 PostalAddress 273 PhysicalLocation "
	  "274 PartyTaxScheme" },
	{ "PayeeParty/PartyLegalEntity",
	  "275 RegistrationName 276 RegistrationDate "
	  "277 RegistrationExpirationDate 278 CompanyLegalFormCode "
	  "279 CompanyLegalForm 280 SoleProprietorshipIndicator "
	  "281 CompanyLiquidationStatusCode 282 CorporateStockAmount "
	  "283 FullyPaidSharesIndicator 284 RegistrationAddress "
	  "285 CorporateRegistrationScheme 286 HeadOfficeParty "
	  "287 ShareholderParty" },
	{ "PayeeParty",
	  "288 Contact 289 Person 290 AgentParty 291 ServiceProviderParty "
	  "292 PowerOfAttorney 293 FinancialAccount" },
	{ "",
	  "294 BuyerCustomerParty 295 SellerSupplierParty" },
};
/* clang-format on */

const size_t SURPLUS_HEAD_COUNT = COUNT_OF(SURPLUS_HEAD);
