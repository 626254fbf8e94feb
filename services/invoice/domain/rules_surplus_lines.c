/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What UBL allows and EN 16931 has no use for, 2 of 2: rules UBL-CR-296 to -682. A row is
 * a group and, by rule number, the children that do not belong in it. Such a surplus is a
 * warning: the sender put something there that a receiver will not read.
 */
#include "invoice/domain/rules_surplus.h"

/* clang-format off */
const struct surplus SURPLUS_LINES[] = {
	{ "TaxRepresentativeParty",
	  "296 MarkCareIndicator 297 MarkAttentionIndicator 298 WebsiteURI "
	  "299 LogoReferenceID 300 EndpointID 301 IndustryClassificationCode "
	  "302 PartyIdentification 303 Language" },
	{ "TaxRepresentativeParty/PostalAddress",
	  "304 ID 305 AddressTypeCode 306 AddressFormatCode 307 Postbox "
	  "308 Floor 309 Room 310 BlockName 311 BuildingName 312 BuildingNumber "
	  "313 InhouseMail 314 Department 315 MarkAttention 316 MarkCare "
	  "317 PlotIdentification 318 CitySubdivisionName "
	  "319 CountrySubentityCode 320 Region 321 District 322 TimezoneOffset" },
	{ "TaxRepresentativeParty/PostalAddress/Country",
	  "323 Name" },
	{ "TaxRepresentativeParty/PostalAddress",
	  "324 LocationCoordinate" },
	{ "TaxRepresentativeParty",
	  "325 PhysicalLocation" },
	{ "TaxRepresentativeParty/PartyTaxScheme",
	  "326 RegistrationName 327 TaxLevelCode 328 ExemptionReasonCode "
	  "329 ExemptionReason 330 RegistrationAddress" },
	{ "TaxRepresentativeParty/PartyTaxScheme/TaxScheme",
	  "331 Name 332 TaxTypeCode 333 CurrencyCode "
	  "334 JurisdictionRegionAddress" },
	{ "TaxRepresentativeParty",
	  "335 PartyLegalEntity 336 Contact 337 Person 338 AgentParty "
	  "339 ServiceProviderParty 340 PowerOfAttorney 341 FinancialAccount" },
	{ "Delivery",
	  "342 ID 343 Quantity 344 MinimumQuantity 345 MaximumQuantity "
	  "346 ActualDeliveryTime 347 LatestDeliveryDate 348 LatestDeliveryTime "
	  "349 ReleaseID 350 TrackingID" },
	{ "Delivery/DeliveryLocation",
	  "351 Description 352 Conditions 353 CountrySubentity "
	  "354 CountrySubentityCode 355 LocationTypeCode 356 InformationURI "
	  "357 Name 358 ValidityPeriod" },
	{ "Delivery/DeliveryLocation/Address",
	  "359 ID 360 AddressTypeCode 361 AddressFormatCode 362 Postbox "
	  "363 Floor 364 Room 365 BlockName 366 BuildingName 367 BuildingNumber "
	  "368 InhouseMail 369 Department 370 MarkAttention 371 MarkCare "
	  "372 PlotIdentification 373 CitySubdivisionName "
	  "374 CountrySubentityCode 375 Region 376 District 377 TimezoneOffset" },
	{ "Delivery/DeliveryLocation/Address/Country",
	  "378 Name" },
	{ "Delivery/DeliveryLocation/Address",
	  "379 LocationCoordinate" },
	{ "Delivery/DeliveryLocation",
	  "380 SubsidiaryLocation 381 LocationCoordinate" },
	{ "Delivery",
	  "382 AlternativeDeliveryLocation 383 RequestedDeliveryPeriod "
	  "384 EstimatedDeliveryPeriod 385 CarrierParty" },
	{ "Delivery/DeliveryParty",
	  "386 MarkCareIndicator 387 MarkAttentionIndicator 388 WebsiteURI "
	  "389 LogoReferenceID 390 EndpointID 391 IndustryClassificationCode "
	  "392 PartyIdentification 393 Language 394 PostalAddress "
	  "395 PhysicalLocation 396 PartyTaxScheme 397 PartyLegalEntity "
	  "398 Contact 399 Person 400 AgentParty 401 ServiceProviderParty "
	  "402 PowerOfAttorney 403 FinancialAccount" },
	{ "Delivery",
	  "404 NotifyParty 405 Despatch 406 DeliveryTerms "
	  "407 MinimumDeliveryUnit 408 MaximumDeliveryUnit 409 Shipment" },
	{ "",
	  "410 DeliveryTerms" },
	{ "PaymentMeans",
	  "411 ID 413 PaymentChannelCode 414 InstructionID" },
	{ "PaymentMeans/CardAccount",
	  "415 CardTypeCode 416 ValidityStartDate 417 ExpiryDate 418 IssuerID "
	  "419 IssueNumberID 420 CV2ID 421 CardChipCode 422 ChipApplicationID" },
	{ "PaymentMeans/PayeeFinancialAccount",
	  "424 AliasName 425 AccountTypeCode 426 AccountFormatCode "
	  "427 CurrencyCode 428 PaymentNote" },
	{ "PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch",
	  "429 Name" },
	{ "PaymentMeans/PayeeFinancialAccount/"
	  "FinancialInstitutionBranch/FinancialInstitution",
	  "430 Name 431 Address" },
	{ "PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch",
	  "432 Address" },
	{ "PaymentMeans/PayeeFinancialAccount",
	  "433 Country" },
	{ "PaymentMeans",
	  "434 CreditAccount" },
	{ "PaymentMeans/PaymentMandate",
	  "435 MandateTypeCode 436 MaximumPaymentInstructionsNumeric "
	  "437 MaximumPaidAmount 438 SignatureID 439 PayerParty" },
	{ "PaymentMeans/PaymentMandate/PayerFinancialAccount",
	  "440 Name 441 AliasName 442 AccountTypeCode 443 AccountFormatCode "
	  "444 CurrencyCode 445 PaymentNote 446 FinancialInstitutionBranch "
	  "447 Country" },
	{ "PaymentMeans/PaymentMandate",
	  "448 ValidityPeriod 449 PaymentReversalPeriod 450 Clause" },
	{ "PaymentMeans",
	  "451 TradeFinancing" },
	{ "PaymentTerms",
	  "452 ID 453 PaymentMeansID 454 PrepaidPaymentReferenceID "
	  "455 ReferenceEventCode 456 SettlementDiscountPercent "
	  "457 PenaltySurchargePercent 458 PaymentPercent 459 Amount "
	  "460 SettlementDiscountAmount 461 PenaltyAmount "
	  "462 PaymentTermsDetailsURI 463 PaymentDueDate 464 InstallmentDueDate "
	  "465 InvoicingPartyReference 466 SettlementPeriod 467 PenaltyPeriod "
	  "468 ExchangeRate 469 ValidityPeriod" },
	{ "",
	  "470 PrepaidPayment" },
	{ "AllowanceCharge",
	  "471 ID 472 PrepaidIndicator 473 SequenceNumeric "
	  "474 AccountingCostCode 475 AccountingCost 476 PerUnitAmount" },
	{ "AllowanceCharge/TaxCategory",
	  "477 Name 478 BaseUnitMeasure 479 PerUnitAmount "
	  "480 TaxExemptionReasonCode 481 TaxExemptionReason 482 TierRange "
	  "483 TierRatePercent" },
	{ "AllowanceCharge/TaxCategory/TaxScheme",
	  "484 Name 485 TaxTypeCode 486 CurrencyCode "
	  "487 JurisdictionRegionAddress" },
	{ "AllowanceCharge",
	  "488 TaxTotal 489 PaymentMeans" },
	{ "",
	  "490 TaxExchangeRate 491 PricingExchangeRate 492 PaymentExchangeRate "
	  "493 PaymentAlternativeExchangeRate" },
	{ "TaxTotal",
	  "494 RoundingAmount 495 TaxEvidenceIndicator 496 TaxIncludedIndicator" },
	{ "TaxTotal/TaxSubtotal",
	  "497 CalculationSequenceNumeric 498 TransactionCurrencyTaxAmount "
	  "499 Percent 500 BaseUnitMeasure 501 PerUnitAmount 502 TierRange "
	  "503 TierRatePercent" },
	{ "TaxTotal/TaxSubtotal/TaxCategory",
	  "504 Name 505 BaseUnitMeasure 506 PerUnitAmount 507 TierRange "
	  "508 TierRatePercent" },
	{ "TaxTotal/TaxSubtotal/TaxCategory/TaxScheme",
	  "509 Name 510 TaxTypeCode 511 CurrencyCode "
	  "512 JurisdictionRegionAddress" },
	{ "",
	  "513 WithholdingTaxTotal" },
	{ "LegalMonetaryTotal",
	  "514 PayableAlternativeAmount" },
	{ "~Line",
	  "515 UUID 516 TaxPointDate 517 AccountingCostCode "
	  "518 PaymentPurposeCode 519 FreeOfChargeIndicator" },
	{ "~Line/InvoicePeriod",
	  "520 StartTime 521 EndTime 522 DurationMeasure 523 DescriptionCode "
	  "524 Description" },
	{ "~Line/OrderLineReference",
	  "525 SalesOrderLineID 526 UUID 527 LineStatusCode 528 OrderReference" },
	{ "~Line",
	  "529 DespatchLineReference 530 ReceiptLineReference "
	  "531 BillingReference" },
	{ "~Line/DocumentReference",
	  "532 CopyIndicator 533 UUID 534 IssueDate 535 IssueTime "
	  "537 DocumentType 538 Xpath 539 LanguageID 540 LocaleCode "
	  "541 VersionID 542 DocumentStatusCode 543 DocumentDescription "
	  "544 Attachment 545 ValidityPeriod 546 IssuerParty "
	  "547 ResultOfVerification" },
	{ "~Line",
	  "548 PricingReference 549 OriginatorParty 550 Delivery "
	  "551 PaymentTerms" },
	{ "~Line/AllowanceCharge",
	  "552 ID 553 PrepaidIndicator 554 SequenceNumeric "
	  "555 AccountingCostCode 556 AccountingCost 557 PerUnitAmount "
	  "558 TaxCategory 559 TaxTotal 560 PaymentMeans" },
	{ "~Line",
	  "561 TaxTotal 562 WithholdingTaxTotal" },
	{ "~Line/Item",
	  "563 PackQuantity 564 PackSizeNumeric 565 CatalogueIndicator "
	  "566 HazardousRiskIndicator 567 AdditionalInformation 568 Keyword "
	  "569 BrandName 570 ModelName" },
	{ "~Line/Item/BuyersItemIdentification",
	  "571 ExtendedID 572 BarcodeSymbologyID 573 PhysicalAttribute "
	  "574 MeasurementDimension 575 IssuerParty" },
	{ "~Line/Item/SellersItemIdentification",
	  "576 ExtendedID 577 BarcodeSymbologyID 578 PhysicalAttribute "
	  "579 MeasurementDimension 580 IssuerParty" },
	{ "~Line/Item",
	  "581 ManufacturersItemIdentification" },
	{ "~Line/Item/StandardItemIdentification",
	  "582 ExtendedID 583 BarcodeSymbologyID 584 PhysicalAttribute "
	  "585 MeasurementDimension 586 IssuerParty" },
	{ "~Line/Item",
	  "587 CatalogueItemIdentification 588 AdditionalItemIdentification "
	  "589 CatalogueDocumentReference "
	  "590 ItemSpecificationDocumentReference" },
	{ "~Line/Item/OriginCountry",
	  "591 Name" },
	{ "~Line/Item/CommodityClassification",
	  "592 NatureCode 593 CargoTypeCode 594 CommodityCode" },
	{ "~Line/Item",
	  "595 TransactionConditions 596 HazardousItem" },
	{ "~Line/Item/ClassifiedTaxCategory",
	  "597 Name 598 BaseUnitMeasure 599 PerUnitAmount "
	  "600 TaxExemptionReasonCode 601 TaxExemptionReason 602 TierRange "
	  "603 TierRatePercent" },
	{ "~Line/Item/ClassifiedTaxCategory/TaxScheme",
	  "604 Name 605 TaxTypeCode 606 CurrencyCode "
	  "607 JurisdictionRegionAddress" },
	{ "~Line/Item/AdditionalItemProperty",
	  "608 ID 609 NameCode 610 TestMethod 611 ValueQuantity "
	  "612 ValueQualifier 613 ImportanceCode 614 ListValue "
	  "615 UsabilityPeriod 616 ItemPropertyGroup 617 RangeDimension "
	  "618 ItemPropertyRange" },
	{ "~Line/Item",
	  "619 ManufacturerParty 620 InformationContentProviderParty "
	  "621 OriginAddress 622 ItemInstance 623 Certificate 624 Dimension" },
	{ "~Line/Price",
	  "625 PriceChangeReason 626 PriceTypeCode 627 PriceType "
	  "628 OrderableUnitFactorRate 629 ValidityPeriod 630 PriceList" },
	{ "~Line/Price/AllowanceCharge",
	  "632 ID 633 AllowanceChargeReasonCode 634 AllowanceChargeReason "
	  "635 MultiplierFactorNumeric 636 PrepaidIndicator 637 SequenceNumeric "
	  "638 AccountingCostCode 639 AccountingCost 640 PerUnitAmount "
	  "641 TaxCategory 642 TaxTotal 643 PaymentMeans" },
	{ "~Line/Price",
	  "644 PricingExchangeRate" },
	{ "~Line",
	  "645 DeliveryTerms 646 SubInvoiceLine 647 ItemPriceExtension" },
	{ "PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch",
	  "664 FinancialInstitution" },
	{ "PaymentMeans",
	  "680 PayerFinancialAccount 681 InstructionNote" },
	{ "Delivery",
	  "682 DeliveryAddress" },
};
/* clang-format on */

const size_t SURPLUS_LINES_COUNT = COUNT_OF(SURPLUS_LINES);
