# SPDX-License-Identifier: Apache-2.0
# The gateway carries the description of its interface inside the program.
$(OUT)/obj/services/gateway/openapi.o: proto/openapi/gateway.json
