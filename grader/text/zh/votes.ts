import type { Catalogue } from '../text.ts';

/** Texts of the bad votes that scenarios send. */
export const VOTES: Catalogue = {
  'the same commit': '同一张 commit',
  'the same commit with its keys in another order': '同一张 commit，键的顺序不同',
  'the same commit with its signature unpadded': '同一张 commit，签名末尾不补 =',
  'the same commit with its signature in base64url': '同一张 commit，签名用 base64url 编码',
  'the same commit with white space in its signature': '同一张 commit，签名里带空白',
  'a commit signed with 64 random bytes': '一张 commit，签名是 64 个随机字节',
  'a commit signed with 9 random bytes': '一张 commit，签名是 9 个随机字节',
  'a commit signed with an empty text': '一张 commit，签名是空串',
  'a commit without a signature': '一张 commit，没有签名',
  'a commit for view {0}': '一张 view {0} 的 commit',
  'a commit for another digest': '一张 commit，投给别的摘要',
  'a commit for a digest that differs in its last digit': '一张 commit，摘要只有最后一位不同',
  'a commit for a digest of which only the last 8 digits are right':
    '一张 commit，摘要只有最后 8 位是对的',
  "a commit that names server {0}, with the signature of server {1}'s commit":
    '一张 commit，写着 server {0}，用的却是 server {1} 的 commit 的签名',
  'in the name of server {0}': '冒 server {0} 之名',
  'a forged commit {0}': '一张伪造的 commit，{0}',
  'a forged commit {0} for another digest': '一张伪造的 commit，{0}，摘要是另一个',
  'a forged commit {0} for view {1}': '一张伪造的 commit，{0}，view 是 {1}',
  'a commit for the first 8 digits of the digest': '一张 commit，摘要只写前 8 位',
  'a commit for the digest and one digit more': '一张 commit，摘要多写一位',
  'a commit for the digest in capitals': '一张 commit，摘要写成大写',
  'a commit for an empty digest': '一张 commit，摘要是空的',
  'a commit whose signature is for seq {0}': '一张 commit，签名却属于 seq {0}',
  "a commit that names server {0}, with the signature of server {1}'s vote for seq {2}":
    '一张 commit，写着 server {0}，签名却是 server {1} 给 seq {2} 投票时的',
  'a commit that names server {0} and is signed by server {1}':
    '一张 commit，写着 server {0}，却由 server {1} 签名',
  'a prepare with its own signature, sent as a commit': '一张签名正确的 prepare，当作 commit 发送',
  'a commit of server {0}, which there is not': '一张 server {0} 的 commit，而这个 server 并不存在',
  'a commit whose id is {0}': '一张 commit，编号是 {0}',
  'its own Commit, sent back to it': '它自己的 Commit，送回给它',
  'its own Commit once more': '它自己的 Commit，再送一次',
};
