-- CreateEnum
CREATE TYPE "RoleSource" AS ENUM ('hand', 'joined', 'group');

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "role_group_id" TEXT,
ADD COLUMN     "role_source" "RoleSource";

-- Every role there is counts as given by hand: no group takes it away.
UPDATE "member" SET "role_source" = 'hand' WHERE "role" IS NOT NULL;

-- CreateTable
CREATE TABLE "group_role" (
    "account_id" UUID NOT NULL,
    "group_id" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "covers_l1" BOOLEAN NOT NULL,

    CONSTRAINT "group_role_pkey" PRIMARY KEY ("account_id","group_id")
);

-- AddForeignKey
ALTER TABLE "group_role" ADD CONSTRAINT "group_role_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
